"""The log as a table for others: one row for each answer, with the doubts about it.

What `quiz log export` writes and what item statistics read; docs/json.md describes the columns.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal, TextIO

from quiz.errors import ContentError, UsageError
from quiz.logbook.plausibility import implausible
from quiz.logbook.records import Flag, Records, Review

Form = Literal["csv", "jsonl"]


@dataclass(frozen=True)
class Row:
    """One answer of one learner.

    Attributes:
        learner: an anonymous id.
        review: the answer. A doubt about a question that was then left without an answer has an
            "open" one, which knows neither kind nor topic.
        doubt: "unclear", "contested" or "".
        remark: what the learner had to say to it, or "". Of several doubts, `doubt` is the last
            one, and this has the remarks of all.
        doubts: each doubt as it was kept; an older export does not have them.
    """

    learner: str
    review: Review
    doubt: str = ""
    remark: str = ""
    doubts: tuple[Flag, ...] = ()


#: The columns, in this order.
COLUMNS = ("learner", *(field.name for field in fields(Review)), "doubt", "remark", "doubts")

_LISTS = ("concepts", "says", "betrayed")  # names without spaces

#: What a spreadsheet would compute rather than show, or show without its first sign; a number is
#: what it is.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


def rows_of(records: Records) -> tuple[Row, ...]:
    """The rows of a log."""
    learner = learner_of(records)
    flags: dict[tuple[str, int], list[Flag]] = defaultdict(list)
    for flag in records.flags:
        flags[flag.session, flag.turn].append(flag)
    last = {(review.session, review.turn): place for place, review in enumerate(records.reviews)}
    rows = []
    for place, review in enumerate(records.reviews):
        turn = review.session, review.turn
        # A turn may leave two reviews; a doubt about it is one doubt.
        doubts = flags.pop(turn, []) if last[turn] == place else []
        rows.append(_row(learner, review, doubts))
    rows += [_row(learner, _unanswered(doubts[0]), doubts) for doubts in flags.values()]
    return tuple(rows)


def learner_of(records: Records) -> str:
    """An anonymous id of the learner whose log it is; "" for an empty one.

    A digest of the moment and the session of their first answer: it needs no file of its own, so
    that it is the same on a read-only disk, after a repair, and where a backup was taken to another
    computer. It says no more about anybody than the rows themselves.
    """
    first = min(records.reviews, key=lambda review: review.at, default=None)
    if first is None:
        return ""
    return blake2b(f"{first.at.isoformat()} {first.session}".encode(), digest_size=8).hexdigest()


def form_of(name: str) -> Form:
    """The form that the name of a file asks for.

    Raises:
        UsageError: if it asks for none that we have.
    """
    forms: dict[str, Form] = {".csv": "csv", ".jsonl": "jsonl"}
    form = "jsonl" if name == "-" else forms.get(Path(name).suffix.lower())
    if form is None:
        raise UsageError("log_export_form", file=name)
    return form


def write_rows(rows: Iterable[Row], stream: TextIO, form: Form) -> None:
    """Write rows as a table.

    Args:
        rows: the rows.
        stream: a text stream; one for CSV was opened with newline="".
        form: "csv" or "jsonl".
    """
    if form == "jsonl":
        for row in rows:
            stream.write(json.dumps(_cells(row), ensure_ascii=False) + "\n")
        return
    writer = csv.DictWriter(stream, COLUMNS)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _in_csv(value) for name, value in _cells(row).items()})


def read_rows(
    path: Path, faulty: Callable[[ContentError], None] | None = None, form: Form | None = None
) -> Iterator[Row]:
    """Read a table that was written by `write_rows`.

    Columns that are not known are passed over.

    Args:
        path: the file.
        faulty: is told of each line that is no row, and the rest is read; None to stop at the
            first.
        form: "csv" or "jsonl"; None for what the name says.

    Raises:
        UsageError: if the name says no form, or the file cannot be read.
        ContentError: if a line is no row and nobody is told; it says which.
    """
    read = _csv if (form or form_of(path.name)) == "csv" else _json_lines
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in read(stream, path):
                if isinstance(row, Row):
                    yield row
                elif faulty is None:
                    raise row
                else:
                    faulty(row)
    except (OSError, UnicodeDecodeError) as error:
        reason = (error.strerror if isinstance(error, OSError) else "") or type(error).__name__
        raise UsageError("log_unreadable_file", file=str(path), reason=reason) from None


def _row(learner: str, review: Review, doubts: list[Flag]) -> Row:
    if not doubts:
        return Row(learner, review)
    remarks = "\n".join(flag.remark for flag in doubts if flag.remark)
    return Row(learner, review, doubts[-1].what, remarks, tuple(doubts))


def _unanswered(flag: Flag) -> Review:
    return Review(
        at=flag.at,
        session=flag.session,
        turn=flag.turn,
        mode="practice",
        question=flag.question,
        revision=flag.revision,
        kind="",
        topic="",
        concepts=(),
        difficulty=0,
        seed=flag.seed,
        chance=0.0,
        again="",
        lang="",
        typed="",
        outcome="open",
        score=None,
        doubted=True,
    )


def _cells(row: Row) -> dict[str, Any]:
    review = {field.name: getattr(row.review, field.name) for field in fields(Review)}
    review["at"] = _moment(row.review)
    doubts = [
        {"at": _moment(flag), "what": flag.what, "remark": flag.remark} for flag in row.doubts
    ]
    own = {"doubt": row.doubt, "remark": row.remark, "doubts": doubts}
    return {"learner": row.learner, **review, **own}


def _moment(record: Review | Flag) -> str:
    return record.at.isoformat(timespec="microseconds")


def _in_csv(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False) if value else ""
    text = " ".join(value) if isinstance(value, tuple) else value
    return f"'{text}" if isinstance(text, str) and _is_formula(text) else text


def _is_formula(text: str) -> bool:
    return _FORMULA.match(text) is not None and _NUMBER.fullmatch(text) is None


def _unguarded(cells: list[str]) -> list[str]:
    """Cells without what `_in_csv` put before some."""
    if "'" not in "".join(cells):
        return cells
    return [cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell for cell in cells]


def _json_lines(stream: TextIO, path: Path) -> Iterator[Row | ContentError]:
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            cells = json.loads(line)
            review = {name: cells[name] for name in _READERS}
            for name in _LISTS:
                review[name] = tuple(map(str, review[name]))
            review["at"] = datetime.fromisoformat(review["at"])
            texts = (str(cells[name]) for name in ("learner", "doubt", "remark"))
            learner, doubt, remark = texts
            answer = Review(**review)
            row = Row(learner, answer, doubt, remark, _doubts(answer, cells.get("doubts", ())))
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            yield ContentError("log_row", path, number)
            continue
        yield _vetted(row, path, number)


def _csv(stream: TextIO, path: Path) -> Iterator[Row | ContentError]:
    reader = csv.reader(stream)
    columns: _Columns | None = None
    while True:
        try:
            cells = next(reader, None)
            if cells is None:
                return
            if not cells:
                continue
            if columns is None:
                columns = _Columns(cells)
                continue
            row = columns.row(_unguarded(cells))
        except UnicodeDecodeError:
            raise  # not this line, but the whole file is no text
        except (ValueError, TypeError, LookupError, OverflowError, RecursionError, csv.Error):
            yield ContentError("log_row", path, max(reader.line_num, 1))
            continue
        yield _vetted(row, path, reader.line_num)


class _Columns:
    """Where each column of a table is: they may stand in another order, among others."""

    def __init__(self, names: Sequence[str]) -> None:
        self._places = {name: place for place, name in enumerate(names)}
        self._review: tuple[tuple[int, Callable[[str], Any] | None], ...] | None = None

    def row(self, cells: Sequence[str]) -> Row:
        """The row of a line.

        Raises:
            LookupError: if a column is lacking.
            ValueError: if a cell cannot be read.
        """
        if self._review is None:
            self._review = tuple((self._places[name], read) for name, read in _READERS.items())
        values: list[Any] = [
            read(cells[place]) if read else cells[place] for place, read in self._review
        ]
        own = (cells[self._places[name]] for name in ("learner", "doubt", "remark"))
        learner, doubt, remark = own
        review, place = Review(*values), self._places.get("doubts")
        doubts = cells[place] if place is not None else ""
        return Row(learner, review, doubt, remark, _doubts(review, json.loads(doubts or "[]")))


def doubt_about(review: Review, at: datetime, what: Any, remark: str) -> Flag:
    """A doubt about the turn of an answer."""
    turn = review.session, review.turn
    return Flag(at, *turn, review.question, review.revision, review.seed, what, remark)


def _doubts(review: Review, cells: Iterable[Any]) -> tuple[Flag, ...]:
    return tuple(
        doubt_about(review, datetime.fromisoformat(cell["at"]), cell["what"], cell["remark"])
        for cell in cells
    )


def _vetted(row: Row, path: Path, line: int) -> Row | ContentError:
    """The row, unless something in it cannot be."""
    if where := implausible(row):
        return ContentError("log_row_value", path, line, name=where)
    return row


@lru_cache(4096)  # many answers are about the same concepts
def _names(cell: str) -> tuple[str, ...]:
    return tuple(cell.split())


def _truth(cell: str) -> bool:
    return {"true": True, "false": False}[cell.lower()]


def _score(cell: str) -> float | None:
    return float(cell) if cell else None


#: How a cell of CSV is read, by column of the review in its order; None for as it is.
_READERS: dict[str, Callable[[str], Any] | None] = dict.fromkeys(
    field.name for field in fields(Review)
) | {
    "at": datetime.fromisoformat,
    **dict.fromkeys(("turn", "revision", "difficulty", "seed"), int),
    **dict.fromkeys(("chance", "seconds"), float),
    **dict.fromkeys(_LISTS, _names),
    **dict.fromkeys(("hinted", "doubted"), _truth),
    "score": _score,
}
