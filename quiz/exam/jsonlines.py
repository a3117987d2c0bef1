"""The face of a mock exam for programs: one JSON object a line (docs/json.md). Answers are lines.

Version 1. Keys are only ever added; anything else raises the version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from basis.texts import Message
from quiz.events import Reply, Unread
from quiz.exam.events import (
    Asked,
    Begun,
    Event,
    HandIn,
    Heard,
    Keys,
    Left,
    Listed,
    Noted,
    Phase,
    Said,
)
from quiz.exam.jsonform import ExamForms
from quiz.exam.keys import KEYS, event_of
from quiz.exam.report import Report
from quiz.exam.session import Session
from quiz.jsonlines import JsonFace
from quiz.lines import Lines
from quiz.syllabus import Syllabus
from quiz.textforms import message_form


class ExamLines(JsonFace):
    """Prints an exam as JSON lines; see `quiz.exam.running.Face`.

    Args:
        document: prints one object on a line of its own.
        syllabus: titles and sources.
        lines: where the answers come from.
    """

    live = False

    def __init__(
        self, document: Callable[[Mapping[str, Any]], None], syllabus: Syllabus, lines: Lines
    ) -> None:
        super().__init__(document, lines)
        self._forms = ExamForms(syllabus)

    def show(self, said: Said) -> None:
        """Print what an exam says."""
        match said:
            case Begun():
                self._say("begin", **self._forms.begin(said))
            case Asked():
                self._say("prompt", **self._forms.prompt(said))
            case Heard():
                self._say("kept", **self._forms.heard(said))
            case Unread():
                self._unread(said)
            case Noted(key, fields):
                message = message_form(Message(key, fields))
                self._say("note", what=key.removeprefix("exam_"), message=message)
            case Listed():
                self._say("list", **self._forms.list(said))
            case Keys():
                self._say("keys", keys=[*KEYS, "g"])
            case Left(_, left, closed, kept):
                self._say("left", seconds_left=round(left, 1), closed=closed, kept=kept)

    def event(self, session: Session, now: Callable[[], datetime]) -> Event:
        """Read lines until one asks for something; nobody is there to be asked twice."""
        while True:
            line = self._lines.read()
            event = event_of(line, session.phase, session.turn)
            if event is None:
                self._say("unknown", typed=line)
            elif isinstance(event, HandIn):
                return HandIn(sure=True)
            elif isinstance(event, Reply) and session.phase is Phase.ANSWER:
                return Reply(self._whole(event.typed, session.turn))
            else:
                return event

    def end(self, report: Report) -> None:
        """Print how the exam went."""
        self._say("report", **self._forms.report(report))
