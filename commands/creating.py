"""`quiz new` at a terminal or from a pipe: asks, shows, writes, checks, and loses nothing."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.text import Text as Line

from basis.errors import FileError
from basis.layout import visible
from basis.places import data_folder
from basis.texts import Text
from basis.voice import Voice
from basis.yamltree import load
from commands.snippets import snippet_runner
from quiz.authoring.checking import check
from quiz.authoring.checkscreen import CheckScreen
from quiz.authoring.drafting import Draft, confirmed
from quiz.authoring.interview import BACK, Ask, Interview, Say, Show, ask_truth
from quiz.authoring.writing import appended, question_yaml
from quiz.bank.bank import Bank
from quiz.errors import UsageError
from quiz.lines import Lines
from quiz.maths.page import lay_out_rich

_CODE = 4


#: Lines that are kept before the first one typed: the kind and the topic, "" where not given.
_GIVEN = 2


class Notes:
    """The lines that were typed, kept until the question is written.

    Args:
        path: of the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> list[str]:
        """What was kept of a question that was not finished."""
        try:
            rows = self._path.read_text(encoding="utf-8").splitlines()
            return [line for line in map(json.loads, rows) if isinstance(line, str)]
        except (OSError, ValueError):
            return []

    def add(self, line: str) -> None:
        """Keep one more line."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def put_aside(self) -> None:
        """Begin anew; what was kept stays in a file of its own."""
        if self._path.exists():
            self._path.replace(self._path.with_name(f"draft-{time.time_ns()}.jsonl"))

    def forget(self) -> None:
        """The question has been written."""
        self._path.unlink(missing_ok=True)


class Creating:
    """One `quiz new`.

    Args:
        voice: speaks.
        lines: what is typed.
        bank: the banks as they are.
        kind: what is not asked for; "" if it is.
        topic: the same.
    """

    def __init__(self, voice: Voice, lines: Lines, bank: Bank, kind: str, topic: str) -> None:
        self._voice = voice
        self._lines = lines
        self._bank = bank
        self._given = (kind, topic)
        self._notes = Notes(data_folder() / "draft.jsonl")
        self._replayed: list[str] = []

    def run(self, open_again: Callable[[], Bank]) -> int:
        """Ask, write, check.

        Args:
            open_again: opens the banks with the new question in them.

        Returns:
            exit code.

        Raises:
            UsageError: if the lines end before the question does, or it cannot be written.
        """
        self._voice.say("new_begins", "dim")
        self._replayed = self._kept()
        kind, topic = self._given
        taken = {entry.id for entry in self._bank.entries} | {
            finding.question for finding in self._bank.findings
        }
        try:
            draft = self._asked(confirmed(self._bank.syllabus, taken, kind, topic))
            if draft is None:
                self._voice.say("new_kept")
                return 0
            self._write(draft)
        except EOFError:
            raise UsageError("new_unfinished") from None
        except KeyboardInterrupt:
            self._voice.print("")
            self._voice.say("new_kept")
            raise
        self._notes.forget()
        return self._check(open_again(), str(draft.question["id"]))

    # --- Asking ----------------------------------------------------------------------------------

    def _kept(self) -> list[str]:
        """Lines of an earlier draft, if the author goes on with it."""
        kind_and_topic, typed = (kept := self._notes.read())[:_GIVEN], kept[_GIVEN:]
        if typed and self._lines.live:
            if self._asked(ask_truth("new_go_on", count=len(typed)), keep=False):
                self._notes.forget()
                self._given = (kind_and_topic[0], kind_and_topic[1])
                self._keep_given()
                return typed
        if typed:
            self._notes.put_aside()
        else:
            self._notes.forget()
        self._keep_given()
        return []

    def _keep_given(self) -> None:
        for given in self._given:
            self._notes.add(given)

    def _asked(self, questions: Interview[Any], keep: bool = True) -> Any:
        """Hold an interview."""
        step = next(questions)
        while True:
            try:
                if isinstance(step, Show):
                    self._show_draft(step.value)
                    step = questions.send("")
                elif isinstance(step, Say):
                    said = self._line(self._voice.texts.message(step.message), "yellow")
                    self._voice.print(*self._wrapped(said))
                    step = questions.send("")
                else:
                    step = questions.send(self._typed(step, keep))
            except StopIteration as end:
                return end.value

    def _typed(self, question: Ask, keep: bool) -> str:
        self._show(question, way_back=keep)
        typed = self._replayed.pop(0) if self._replayed else None
        if typed is None:
            typed = self._block() if question.block else self._whole_line()
        else:
            self._voice.print(self._line(f"> {typed}"))
        if keep and (question.kept or typed.strip() == BACK):
            self._notes.add(typed)
        return typed

    def _show(self, question: Ask, way_back: bool) -> None:
        texts = self._voice.texts
        asked = texts(question.key, **question.fields)
        default = f" [{question.default}]" if question.default else ""
        line = self._line(asked + default, "bold")
        if way_back:
            line.append(f"  {texts('new_back', back=BACK)}", "not bold dim")
        self._voice.print("", *self._wrapped(line))
        for number, option in enumerate(question.options, 1):
            shown = texts.pick(option) if isinstance(option, Text) else option
            lead = f"  {number:>2}"
            self._voice.print(*lay_out_rich(shown, self._voice.width, indent=6, lead=lead))

    def _whole_line(self) -> str:
        """A line, and those after it as long as each ends in a backslash."""
        line = self._lines.read("> ")
        while line.endswith("\\") and not line.endswith("\\\\"):
            line = f"{line[:-1].rstrip()}\n{self._lines.read('. ')}"
        return line

    def _block(self) -> str:
        rows: list[str] = []
        while (row := self._lines.read(". ")) != ".":
            rows.append(row)
            if row.strip() == BACK and len(rows) == 1:
                break
        return "\n".join(rows)

    def _line(self, text: str, style: str = "") -> Line:
        return Line(visible(text), style)

    def _wrapped(self, line: Line) -> Iterator[Line]:
        """A line broken between words; of an indented one, the rest is indented further."""
        margin = len(line.plain) - len(line.plain.lstrip())
        hang = _CODE if margin else 0
        rows = line[margin:].wrap(self._voice.out, self._voice.width - margin - hang)
        for at, row in enumerate(rows):
            row.rstrip()
            yield Line(" " * (margin + hang if at else margin)).append_text(row)

    # --- Writing and checking --------------------------------------------------------------------

    def _show_draft(self, draft: Draft) -> None:
        """Show the question as it would be written."""
        shown, after, line = self._placed(draft)
        self._voice.say("new_shown", path=shown, line=line)
        for row in after.splitlines()[line - 1 :]:
            self._voice.print(*self._wrapped(self._line(" " * _CODE + row, "cyan")))

    def _placed(self, draft: Draft) -> tuple[str, str, int]:
        """The path of a draft's bank, the whole bank with the draft, and the line it begins in."""
        path = self._bank.folder / draft.path
        shown = os.path.relpath(path)
        try:
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            after = appended(before, question_yaml(draft.question))
        except (FileError, ValueError):
            raise UsageError("new_unfit", path=shown) from None
        tree = load(after, path)
        line, _ = tree.position(len(tree.data) - 1)
        return shown, after, line

    def _write(self, draft: Draft) -> None:
        """Write the question into its bank."""
        path = self._bank.folder / draft.path
        shown, after, line = self._placed(draft)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            whole = path.with_name(f".{path.name}.{os.getpid()}")
            whole.write_text(after, encoding="utf-8")
            whole.replace(path)
        except OSError as error:
            raise UsageError("new_unwritable", path=shown, reason=str(error.strerror)) from None
        self._voice.say("new_written", path=shown, line=line)

    def _check(self, bank: Bank, id: str) -> int:
        with snippet_runner() as runner:
            report = check(bank, lambda file, other: other == id, runner)
        self._voice.print(CheckScreen(self._voice.texts).report(report, bank.folder))
        return report.exit_code
