"""What is known of the questions of one file without building them; the cache keeps it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import NamedTuple

from quiz.bank.forms import Form, finding_form, finding_of, meaning
from quiz.finding import Finding


class Place(NamedTuple):
    """Where a question stands: its id, and where it begins."""

    id: str
    line: int
    column: int


class Entry(NamedTuple):
    """A question without its content. A tuple, since ten thousand are made at every start.

    Attributes:
        file: its bank, relative to the folder of the banks.
        line, column: where it begins.
        digest: changes when anything of the question does, but for where it stands.
    """

    id: str
    kind: str
    topic: str
    area: str
    concepts: tuple[str, ...]
    difficulty: int
    revision: int
    file: str
    line: int
    column: int
    digest: str


@dataclass(frozen=True)
class Record:
    """One file.

    Attributes:
        entries: its questions without a fault.
        faulty: where the others stand, as far as they have an id.
        findings: what is wrong.
    """

    entries: tuple[Entry, ...] = ()
    faulty: tuple[Place, ...] = ()
    findings: tuple[Finding, ...] = ()

    @classmethod
    def of_head(cls, head: str, file: str) -> Record:
        """The record of a file as the cache kept it."""
        entries, faulty, findings = json.loads(head)
        return cls(
            tuple(
                Entry(id, kind, topic, area, tuple(concepts), difficulty, revision, file, *rest)
                for id, kind, topic, area, concepts, difficulty, revision, *rest in entries
            ),
            tuple(Place(*place) for place in faulty),
            tuple(finding_of(form, file) for form in findings),
        )

    def head(self) -> str:
        """What the cache keeps: all of it, but for the name of the file."""
        place = Entry._fields.index("file")
        entries = [[*entry[:place], *entry[place + 1 :]] for entry in self.entries]
        findings = [finding_form(finding) for finding in self.findings]
        return json.dumps([entries, self.faulty, findings], ensure_ascii=False)


def entry_of(form: Form) -> Entry:
    """The entry of a question."""
    return Entry(
        id=form["id"],
        kind=form["kind"],
        topic=form["topic"],
        area=form["area"],
        concepts=tuple(form["concepts"]),
        difficulty=form["difficulty"],
        revision=form["revision"],
        file=form["path"],
        line=form["line"],
        column=form["column"],
        digest=meaning(form),
    )
