"""`quiz preview` at a terminal: banks are read again at every save, and what changed is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from rich.text import Text as Line

from basis.errors import GongbuError
from basis.texts import Texts
from basis.voice import Voice
from quiz.authoring.checking import check
from quiz.authoring.checkscreen import CheckScreen
from quiz.authoring.preview import Preview
from quiz.authoring.selection import selection
from quiz.bank.bank import Bank
from quiz.bank.record import Entry
from quiz.errors import VariantError

#: Variants that are checked at every save: enough to find most faults, few enough to be quick.
_SEEDS = 20


class Previewing:
    """One `quiz preview`.

    Args:
        voice: speaks.
        read: opens the banks as they are now.
        paths: the files, folders or ids that are meant.
        seed: of the variants shown.
        languages: in which they are shown.
    """

    def __init__(
        self,
        voice: Voice,
        read: Callable[[], Bank],
        paths: Sequence[str],
        seed: int,
        languages: Sequence[str],
    ) -> None:
        self._voice = voice
        self._read = read
        self._paths = paths
        self._seed = seed
        self._languages = languages
        self._shown: dict[str, str] = {}

    def show(self) -> None:
        """Show the questions that have changed since they were shown, and what is wrong.

        Raises:
            UsageError: if there are no such questions.
            YamlFault, ContentError: if the syllabus cannot be used.
        """
        bank = self._read()
        chosen = selection(bank, self._paths)
        for entry in bank.entries:
            wanted = chosen is None or chosen(entry.file, entry.id)
            if wanted and self._shown.get(entry.id) != entry.digest:
                self._shown[entry.id] = entry.digest
                self._question(bank, entry)
        report = check(bank, chosen or (lambda file, id: True), seeds=_SEEDS)
        screen = CheckScreen(self._voice.texts)
        for finding in report.findings:
            self._voice.print(screen.finding(finding, bank.folder))

    def at_every_save(self) -> None:
        """Show them now and at every save, until interrupted."""
        from grader.watch import Saves

        bank = self._read()
        chosen = selection(bank, self._paths)
        entries = [
            entry for entry in bank.entries if chosen is None or chosen(entry.file, entry.id)
        ]
        files = {*(e.file for e in entries), *(f.file for f in bank.findings)}
        saves = iter(Saves([bank.folder / file for file in sorted(files)]))
        for _ in files:
            next(saves)  # as they are, which is shown now; a save from here on is seen
        self.show()
        self._voice.say("preview_waits", "dim")
        for _ in saves:
            self._voice.print(Line(f"{datetime.now():%H:%M:%S}", "dim"))
            try:
                self.show()
            except GongbuError as error:
                self._voice.warn(error)

    def _question(self, bank: Bank, entry: Entry) -> None:
        question = bank.question(entry.id)
        head = f"{entry.id}  ({entry.file}:{entry.line}, seed {self._seed})"
        self._voice.print(Line(head, "bold reverse"), "")
        for preview in self._previews(bank):
            try:
                self._voice.print(preview.question(question, self._seed), "")
            except VariantError as error:
                self._voice.warn(error)

    def _previews(self, bank: Bank) -> Iterator[Preview]:
        for lang in self._languages:
            yield Preview(Texts(lang, "quiz"), bank.syllabus, self._voice.width)
