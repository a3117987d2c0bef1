"""Questions and marks as documents for programs have them (docs/json.md). Pure."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from basis.jsonform import both
from quiz.events import Marked, Turn
from quiz.prompt import Prompt
from quiz.question import Question
from quiz.syllabus import Syllabus
from quiz.textforms import message_form, options_form

Form = dict[str, Any]


class TurnForms:
    """Makes forms of what is asked.

    Args:
        syllabus: titles and sources.
    """

    def __init__(self, syllabus: Syllabus) -> None:
        self._syllabus = syllabus

    def prompt(self, turn: Turn, second: Prompt | None = None) -> Form:
        """A question.

        Args:
            turn: where it is asked.
            second: what is asked about its answer instead.
        """
        prompt = second or turn.prompt
        return {
            **self._about(turn),
            "second": second is not None,
            "text": both(prompt.text),
            "how": message_form(prompt.how),
            "options": options_form(prompt.options),
            "others": options_form(prompt.others),
            "code": prompt.code,
        }

    def _about(self, turn: Turn) -> Form:
        question = turn.question
        return {
            "turn": turn.number,
            "place": turn.place,
            "total": turn.total,
            "again": turn.pick.again or None,
            "basis": turn.pick.basis,
            "question": question.id,
            "kind": question.kind,
            "topic": question.topic,
            "title": both(self._syllabus.topics[question.topic].title),
            "difficulty": question.difficulty,
            "variant": turn.prompt.variant.seed,
        }

    def mark(self, marked: Marked, details: str = "") -> Form:
        """A mark.

        Args:
            marked: with all that there is to say of it.
            details: the file with the details of a fault of ours.
        """
        turn, review, mark = marked.turn, marked.review, marked.mark
        return {
            "turn": turn.number,
            "question": turn.question.id,
            "outcome": review.outcome,
            "score": review.score,
            "passed": review.passed,
            "typed": review.typed,
            "echo": marked.answer.echo if marked.answer else "",
            "feedback": [message_form(message) for message in mark.feedback] if mark else [],
            "says": list(review.says),
            "concepts": list(review.betrayed),
            "key": both(turn.prompt.key_text),
            "explanation": both(turn.prompt.explanation),
            "sources": self.sources(turn.question),
            "erratum": turn.question.erratum or None,
            "seconds": round(review.seconds, 1),
            "details": details,
        }

    def sources(self, question: Question) -> list[dict[str, str]]:
        """Where the notes and the books speak of what a question asks."""
        return [asdict(source) for source in self._syllabus.sources(question)]
