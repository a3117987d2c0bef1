"""The face of a session for programs: one JSON object a line (docs/json.md). Answers are lines too.

Version 1. Keys are only ever added; anything else raises the version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from basis.errors import GongbuError
from basis.jsonform import both
from quiz.asking import Session
from quiz.essays import is_essay, unfolded
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
from quiz.lines import Lines
from quiz.progress.overview import Tally
from quiz.sitting import Card
from quiz.syllabus import Syllabus
from quiz.textforms import said_form
from quiz.turnforms import Form, TurnForms

SCHEMA = 1


class JsonFace:
    """What faces that print JSON lines and read answers from lines have in common.

    Args:
        document: prints one object on a line of its own.
        lines: where the answers come from.
    """

    def __init__(self, document: Callable[[Mapping[str, Any]], None], lines: Lines) -> None:
        self._document = document
        self._lines = lines

    def _say(self, type: str, /, **form: Any) -> None:
        self._document({"schema": SCHEMA, "type": type, **form})

    def _whole(self, typed: str, turn: Turn | None) -> str:
        """An answer with all its lines, of which an essay has several."""
        return unfolded(typed) if is_essay(turn) else typed

    def _unread(self, unread: Unread) -> None:
        error = unread.error
        column = error.fields.get("column")
        self._say("unreadable", typed=unread.typed, message=said_form(error), column=column)


class JsonLines(JsonFace):
    """Prints a session as JSON lines; see `quiz.sitting.Face`.

    Args:
        document: prints one object on a line of its own.
        syllabus: titles and sources.
        lines: where the answers come from.
    """

    def __init__(
        self, document: Callable[[Mapping[str, Any]], None], syllabus: Syllabus, lines: Lines
    ) -> None:
        super().__init__(document, lines)
        self._forms = TurnForms(syllabus)

    def show(self, said: Said, details: str = "") -> None:
        """Print what a session says."""
        match said:
            case Asked():
                self._say("prompt", **self._forms.prompt(said.turn, said.second))
            case Unread():
                self._unread(said)
            case Marked():
                self._say("mark", **self._forms.mark(said, details))
            case Hinted(turn):
                self._say("hint", turn=turn.number, text=both(turn.prompt.hint))
            case Sources(turn):
                sources = self._forms.sources(turn.question)
                self._say("source", turn=turn.number, sources=sources)
            case Doubted(flag):
                self._say("doubt", turn=flag.turn, what=flag.what, remark=flag.remark)
            case Unaskable(question, fault):
                message = said_form(fault) if isinstance(fault, GongbuError) else None
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
            if isinstance(event, Reply) and session.phase is Phase.ANSWER:
                return Reply(self._whole(event.typed, session.turn))
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
