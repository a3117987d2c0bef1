"""The face of a session in a terminal, and where there is none.

Lines (quiz/lines.py), not a full screen: a line editor leaves composing Hangul to the terminal, and
what was asked stays in the scrollback.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from basis.errors import GongbuError
from basis.layout import visible
from basis.voice import Voice
from quiz.asking import Session
from quiz.essays import is_essay, unfolded
from quiz.events import (
    Asked,
    Doubt,
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
from quiz.lines import Lines, typed
from quiz.notes import notes_folder, passage
from quiz.screens import ECHO, Screens
from quiz.sitting import Card
from quiz.syllabus import Syllabus

if TYPE_CHECKING:
    from quiz.linking import ExerciseNote

#: What stands before a line that is waited for.
PROMPT = "> "
_MORE = ". "
assert len(PROMPT) == len(_MORE) == ECHO


class LineFace:
    """What faces that read line by line and print on standard output have in common.

    Args:
        voice: how the command speaks.
        syllabus: titles and sources.
        lines: where the answers come from.
        plain: formulas in one line.
    """

    def __init__(self, voice: Voice, syllabus: Syllabus, lines: Lines, plain: bool = False) -> None:
        self._voice = voice
        self._syllabus = syllabus
        self._lines = lines
        # Boxes and roots are no letters of the older encodings.
        self._plain = plain or "utf" not in (sys.stdout.encoding or "").lower()

    def _line(self, prompt: str) -> str:
        try:
            line = self._lines.read(prompt)
        except (EOFError, KeyboardInterrupt):
            if self._lines.live:
                self._voice.print("")  # the cursor is still behind the prompt
            raise
        if not self._lines.live:
            self._voice.print(visible(prompt + line))
        return line

    def _whole(self, first: str, turn: Turn | None) -> str:
        """An answer with all its lines: those of an essay go on up to an empty one."""
        if not is_essay(turn):
            return first
        if not self._lines.live:
            return unfolded(first)
        lines = [first]
        try:
            while lines[-1].strip():
                lines.append(self._lines.read(_MORE))
        except (EOFError, KeyboardInterrupt) as end:  # Ctrl-D and Ctrl-C end the answer, not more
            if isinstance(end, KeyboardInterrupt):  # in the middle of a line, which belongs to it
                lines.append(typed())
            self._voice.print("")
        return "\n".join(lines).rstrip()


class Terminal(LineFace):
    """Shows a session on standard output and reads answers line by line.

    Args:
        voice, syllabus, lines, plain: as of every face of lines.
        exercises: reads the exercises, of which one is offered after misses.
    """

    def __init__(
        self,
        voice: Voice,
        syllabus: Syllabus,
        lines: Lines,
        plain: bool = False,
        exercises: Callable[[], Sequence[ExerciseNote]] = tuple,
    ) -> None:
        super().__init__(voice, syllabus, lines, plain)
        self._exercises = exercises

    @property
    def _screens(self) -> Screens:
        """Made anew for every screen: a window changes its size."""
        texts, width = self._voice.texts, self._voice.width
        return Screens(texts, self._syllabus, width, self._plain, keys=self._lines.live)

    # --- Showing ---------------------------------------------------------------------------------

    def show(self, said: Said, details: str = "") -> None:
        """Show what a session says; see `quiz.sitting.Face`."""
        screens, show = self._screens, self._voice.print
        match said:
            case Asked():
                show("", screens.asked(said))
            case Unread():
                show(screens.unread(said))
            case Marked():
                show("", screens.marked(said, details))
            case Hinted(turn):
                show(screens.hint(turn.prompt))
            case Sources():
                self._show_sources(said)
            case Doubted(flag):
                marked = flag.what == "contested"
                show(screens.note("doubted_mark" if marked else "doubted_question"))
            case Keys(phase):
                show(screens.keys(phase))
            case Unaskable(question, fault):
                show(screens.unaskable(question, self._reason(fault, details)))

    def _show_sources(self, said: Sources) -> None:
        screens, folder = self._screens, notes_folder()
        sources = self._syllabus.sources(said.turn.question)
        self._voice.print(screens.sources(sources))
        if not any(source.note for source in sources):
            return
        if folder is None:
            self._voice.print(screens.note("source_unset", "dim"))
            return
        for source in sources:
            if found := passage(source, folder):
                self._voice.print("", screens.passage(found))
            elif source.note:
                where = {"note": source.note, "folder": str(folder)}
                self._voice.print(screens.note("source_missing", "dim", **where))

    def _reason(self, fault: Exception, details: str) -> str:
        if isinstance(fault, GongbuError):
            return self._voice.texts.fill(fault.key, fault.fields)
        return f"{type(fault).__name__}: {details}"

    def end(self, card: Card) -> None:
        """Show how the session went."""
        from quiz.progress.endcard import EndCard

        screen = EndCard(self._voice.texts, self._voice.width, self._plain)
        exercises = self._exercises() if card.summary.weak else ()
        self._voice.print("", screen.card(card, self._syllabus, exercises))

    # --- Reading ---------------------------------------------------------------------------------

    def event(self, session: Session) -> Event:
        """Read lines until one asks for something."""
        live = self._lines.live
        if session.phase is Phase.NEXT and not live:
            return Next()
        while True:
            line = self._line("" if session.phase is Phase.NEXT else PROMPT)
            event = event_of(line, session.phase, session.turn)
            if isinstance(event, Doubt) and not event.remark and live:
                return Doubt(self._remark(session.phase))
            if isinstance(event, Reply) and session.phase is Phase.ANSWER:
                return Reply(self._whole(event.typed, session.turn))
            if event is not None:
                return event
            marked = session.phase is Phase.NEXT and not line.strip().startswith(":")
            self._voice.print(self._screens.note("not_a_key" if marked else "no_such_key", "dim"))

    def _remark(self, phase: Phase) -> str:
        """What the learner has to say to a doubt; leaving here keeps the doubt."""
        key = "remark_mark" if phase is Phase.NEXT else "remark_question"
        self._voice.print(self._screens.note(key, "dim"))
        try:
            return self._line(PROMPT)
        except (EOFError, KeyboardInterrupt):
            return ""
