"""The face of a session for programs: one JSON object a line (docs/json.md). Answers are lines too.

Version 1. Keys are only ever added; anything else raises the version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from basis.errors import GongbuError
from basis.texts import in_both
from quiz.asking import Session
from quiz.events import (
    Asked,
    Doubted,
    Event,
    Hinted,
    Keys,
    Marked,
    Next,
    Phase,
    Reply,
    Said,
    Sources,
    Turn,
    Unaskable,
    Unread,
)
from quiz.keys import event_of
from quiz.progress.overview import Tally
from quiz.question import Question
from quiz.sitting import Card
from quiz.syllabus import Syllabus
from quiz.terminal import Lines
from quiz.textforms import both, message_form, options_form

SCHEMA = 1

Form = dict[str, Any]


class JsonLines:
    """Prints a session as JSON lines; see `quiz.sitting.Face`.

    Args:
        document: prints one object on a line of its own.
        syllabus: titles and sources.
        lines: where the answers come from.
    """

    def __init__(
        self, document: Callable[[Mapping[str, Any]], None], syllabus: Syllabus, lines: Lines
    ) -> None:
        self._document = document
        self._syllabus = syllabus
        self._lines = lines

    def show(self, said: Said, details: str = "") -> None:
        """Print what a session says."""
        match said:
            case Asked():
                self._say("prompt", **self._prompt(said))
            case Unread(typed, error):
                column = error.fields.get("column")
                self._say("unreadable", typed=typed, message=_error(error), column=column)
            case Marked():
                self._say("mark", **self._mark(said, details))
            case Hinted(turn):
                self._say("hint", turn=turn.number, text=both(turn.prompt.hint))
            case Sources(turn):
                sources = self._sources(turn.question)
                self._say("source", turn=turn.number, sources=sources)
            case Doubted(flag):
                self._say("doubt", turn=flag.turn, what=flag.what, remark=flag.remark)
            case Unaskable(question, fault):
                message = _error(fault) if isinstance(fault, GongbuError) else None
                self._say("unaskable", question=question, message=message, details=details)
            case Keys():
                self._say("keys", keys=["?", "s", "e", "u", "q", "h"])

    def event(self, session: Session) -> Event:
        """Read lines until one asks for something; nobody has to read a mark."""
        if session.phase is Phase.NEXT:
            return Next()
        while True:
            line = self._lines.read()
            event = event_of(line, session.phase, session.turn)
            if event is None:
                self._say("unknown", typed=line)
                continue
            turn = session.turn
            if isinstance(event, Reply) and turn and turn.question.kind == "essay":
                return Reply(event.typed.replace("\\n", "\n"))
            return event

    def end(self, card: Card) -> None:
        """Print how the session went."""
        outlook = {
            "known": card.known + card.fading,
            "fading": card.fading,
            "weak": card.weak,
            "new": card.new,
        }
        facts = asdict(card.summary) | {"seconds": round(card.summary.seconds, 1)}
        self._say("end", seed=card.seed, **facts, outlook=outlook, lost=card.lost)

    def _say(self, type: str, /, **form: Any) -> None:
        self._document({"schema": SCHEMA, "type": type, **form})

    # --- Forms -----------------------------------------------------------------------------------

    def _prompt(self, asked: Asked) -> Form:
        turn = asked.turn
        prompt = asked.second or turn.prompt
        return {
            **self._about(turn),
            "second": asked.second is not None,
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

    def _mark(self, marked: Marked, details: str) -> Form:
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
            "sources": self._sources(turn.question),
            "erratum": turn.question.erratum or None,
            "seconds": round(review.seconds, 1),
            "details": details,
        }

    def _sources(self, question: Question) -> list[dict[str, str]]:
        return [asdict(source) for source in self._syllabus.sources(question)]


def topics_form(areas: Sequence[Tally]) -> Form:
    """The document of `quiz topics --json`."""
    return {"schema": SCHEMA, "areas": [_tally(area) for area in areas]}


def _tally(tally: Tally) -> Form:
    form: Form = {
        "id": tally.id,
        "title": both(tally.title),
        "questions": tally.questions,
        "known": tally.known + tally.fading,
        "fading": tally.fading,
        "weak": tally.weak,
        "new": tally.new,
    }
    return form | ({"topics": [_tally(part) for part in tally.parts]} if tally.parts else {})


def _error(error: GongbuError) -> dict[str, str]:
    return both(in_both(error.package, error.key, error.fields))
