"""All banks of a course: what there is, what is wrong with it, and each question when wanted.

    bank = Bank.open(content_root("questions"), cache_folder())

A warm start reads and hashes the files, and neither parses nor validates them: it imports neither
yaml nor pydantic.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from quiz.bank.cache import Cache, Kept
from quiz.bank.digest import digest
from quiz.bank.forms import Form, question_of
from quiz.bank.record import Entry, Place, Record, entry_of
from quiz.errors import ContentError, UsageError
from quiz.finding import Finding
from quiz.question import Question
from quiz.syllabus import FILES, Syllabus, nearest

#: Blueprints of exams lie beside the syllabus.
_BLUEPRINT = re.compile(r"exam-[^/]+\.yaml")


class Bank:
    """The banks of a course.

    Attributes:
        folder: where they are.
        syllabus: what they are about.
        files: the banks, relative to the folder, in their order.
        entries: every question without a fault, in the order of files and lines.
        findings: everything that is wrong, by place; files as in `files`.
    """

    def __init__(self, folder: Path, syllabus: Syllabus, cache: Cache) -> None:
        self.folder = folder
        self.syllabus = syllabus
        self.files: tuple[str, ...] = ()
        self.entries: tuple[Entry, ...] = ()
        self.findings: tuple[Finding, ...] = ()
        self._cache = cache
        self._by_id: dict[str, Entry] = {}
        self._digests: dict[str, str] = {}
        self._forms: dict[str, dict[str, Form]] = {}

    @classmethod
    def open(cls, folder: Path, cache: Path | None = None) -> Bank:
        """Read all banks of a folder, from the cache where they have not changed.

        Args:
            folder: holds `syllabus.yaml`, its companions, and a folder of banks for each area.
            cache: folder for what has been read before; None for no cache.

        Raises:
            YamlFault, ContentError: if the syllabus cannot be used.
        """
        syllabus = Syllabus.load(folder, cache)
        bank = cls(folder, syllabus, Cache(cache, f"banks:{folder.resolve()}"))
        bank._read()
        return bank

    def find(self, id: str) -> Entry | None:
        """The entry of a question, None if there is no such question."""
        return self._by_id.get(id)

    def question(self, id: str) -> Question:
        """Build one question.

        Raises:
            UsageError: if there is no question with this id.
            ContentError: if it was taken out of its bank since the banks were opened.
        """
        if (found := self.find(id)) is None:
            near = nearest(id, self._by_id)
            raise UsageError("no_question_near" if near else "no_question", id=id, near=near)
        for forms in (self._kept, self._reread):
            if form := forms(found.file).get(id):
                return question_of(form)
        raise ContentError("question_gone", self.folder / found.file, found.line, id=id)

    # --- Questions -----------------------------------------------------------------------------

    def _kept(self, file: str) -> dict[str, Form]:
        """The forms of a bank by id, as they were when the banks were opened."""
        if file not in self._forms:
            body = self._cache.body(file, self._digests[file])
            self._forms[file] = _forms_by_id(json.loads(body)) if body else {}
        return self._forms[file]

    def _reread(self, file: str) -> dict[str, Form]:
        """The forms of a bank by id, as they are now. For when the cache is of no help."""
        from quiz.bank.reading import read_bank

        try:
            content = (self.folder / file).read_bytes()
        except OSError:
            return {}
        self._forms[file] = _forms_by_id(list(read_bank(file, content, self.syllabus).forms))
        return self._forms[file]

    # --- Opening -------------------------------------------------------------------------------

    def _read(self) -> None:
        self.files = tuple(sorted(_banks(self.folder)))
        kept, new = self._cache.heads(), []
        records: dict[str, Record] = {}
        for file in self.files:
            try:
                content, name = (self.folder / file).read_bytes(), file.encode()
            except (OSError, UnicodeError) as error:
                records[file] = Record(findings=(_unreadable(file, error),))
                continue
            now = digest(self.syllabus.digest.encode(), name, content)
            self._digests[file] = now
            before, head = kept.get(file, ("", ""))
            if before == now:
                records[file] = Record.of_head(head, file)
            else:
                records[file], row = self._cold(file, content, now)
                new.append(row)
        if new or kept.keys() - records.keys():
            self._cache.keep(new, self.files)
        self._gather(records)

    def _cold(self, file: str, content: bytes, now: str) -> tuple[Record, Kept]:
        from quiz.bank.reading import read_bank

        reading = read_bank(file, content, self.syllabus)
        record = Record(tuple(map(entry_of, reading.forms)), reading.faulty, reading.findings)
        self._forms[file] = _forms_by_id(list(reading.forms))
        body = json.dumps(reading.forms, ensure_ascii=False)
        return record, Kept(file, now, record.head(), body)

    def _gather(self, records: dict[str, Record]) -> None:
        """Put the files together. Of questions with one id, the first without a fault counts."""
        findings = [finding for record in records.values() for finding in record.findings]
        for record in records.values():
            for entry in record.entries:
                first = self._by_id.setdefault(entry.id, entry)
                if first is not entry:
                    place = Place(entry.id, entry.line, entry.column)
                    findings.append(_twice(entry.file, place, f"{first.file}:{first.line}"))
        seen: dict[str, str] = {}
        for file, record in records.items():
            for place in record.faulty:
                good = self._by_id.get(place.id)
                other = f"{good.file}:{good.line}" if good else seen.get(place.id)
                if other:
                    findings.append(_twice(file, place, other))
                seen.setdefault(place.id, f"{file}:{place.line}")
        self.entries = tuple(self._by_id.values())
        self.findings = tuple(sorted(findings))


def _unreadable(file: str, error: OSError | UnicodeError) -> Finding:
    from basis.layout import visible

    reason = error.strerror if isinstance(error, OSError) else "UTF-8"
    return Finding(visible(file), 1, 1, "file-unreadable", {"reason": str(reason)})


def _twice(file: str, place: Place, other: str) -> Finding:
    fields = {"id": place.id, "other": other}
    return Finding(file, place.line, place.column, "duplicate-id", fields, place.id)


def _banks(folder: Path) -> Iterator[str]:
    """Every YAML file below a folder that is no companion of the syllabus, by its path there."""
    for holder, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            file = (Path(holder) / name).relative_to(folder).as_posix()
            if name.endswith((".yaml", ".yml")) and not name.startswith("."):
                if file not in FILES and not _BLUEPRINT.fullmatch(file):
                    yield file


def _forms_by_id(forms: list[Form]) -> dict[str, Form]:
    """The first form of each id, as with entries."""
    return {form["id"]: form for form in reversed(forms)}
