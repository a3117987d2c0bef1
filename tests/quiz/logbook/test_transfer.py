"""Exports: what is written is read again, in both forms, and nothing is counted twice."""

import csv
import io
import json
import os
from dataclasses import replace

import pytest

from quiz.errors import ContentError, UsageError
from quiz.logbook.gathering import lacking
from quiz.logbook.records import Flag, Records, Review
from quiz.logbook.returning import Table, is_of_another, see_that_it_stays, table_form, table_in
from quiz.logbook.transfer import COLUMNS, Row, form_of, learner_of, read_rows, rows_of, write_rows
from tests.quiz.fake_kind import START, at, review

ANSWERS = (
    review(typed='여러 줄,\n"따옴표"\r\n; =1+1 \x00 \u2028', says=("a", "b"), hinted=True),
    review("two", turn=2, outcome="broken", score=None, seed=2**62, at=at(0.25), doubted=True),
    review("three", turn=3, score=1 / 3, betrayed=("t.2", "t.3")),
)
FLAG = Flag(START, "s", 2, "two", 1, 2**62, "contested", "왜, 틀렸나요?\n다시")


def written(rows, path):
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_rows(rows, stream, form_of(path.name))
    return path


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_what_is_written_is_read_again(tmp_path, form):
    rows = rows_of(Records(ANSWERS, (FLAG,)))
    assert [(row.doubt, row.remark) for row in rows] == [("", ""), ("contested", FLAG.remark)] + [
        ("", "")
    ]
    assert tuple(read_rows(written(rows, tmp_path / f"log.{form}"))) == rows


def test_the_columns_are_those_of_a_review_and_its_doubt():
    stream = io.StringIO()
    write_rows(rows_of(Records(ANSWERS)), stream, "jsonl")
    assert tuple(json.loads(stream.getvalue().split("\n")[0])) == COLUMNS
    assert COLUMNS[0] == "learner" and COLUMNS[-3:] == ("doubt", "remark", "doubts")


def test_a_doubt_about_a_turn_with_two_reviews_is_one_doubt():
    opened = replace(ANSWERS[1], outcome="open")
    rows = rows_of(Records((opened, ANSWERS[1]), (FLAG,)))
    assert [row.doubt for row in rows] == ["", "contested"]


def test_a_doubt_without_an_answer_is_a_row_that_does_not_count():
    left = replace(FLAG, turn=9, what="unclear")
    *_, row = rows_of(Records(ANSWERS, (left,)))
    assert (row.doubt, row.remark, row.review.question) == ("unclear", FLAG.remark, "two")
    assert not row.review.counts


def test_a_learner_is_one_through_repairs_and_no_two_are_the_same():
    one = learner_of(Records(ANSWERS))
    assert one == learner_of(Records((*ANSWERS[::-1], review(turn=7, at=at(60)))))
    others = learner_of(Records((review(session="t"),))), learner_of(Records((review(at=at(1)),)))
    assert len({one, *others}) == 3 and len(one) == 16


TWO = (replace(FLAG, at=at(0.5), what="unclear", remark="-x"), replace(FLAG, at=at(60)))


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_each_of_several_doubts_comes_back_as_it_was_kept(tmp_path, form):
    _, row, _ = rows_of(Records(ANSWERS, TWO))
    assert (row.doubt, row.remark) == ("contested", f"-x\n{FLAG.remark}")
    path = written([row], tmp_path / f"log.{form}")
    assert [r for r in table_in(path, form).records if isinstance(r, Flag)] == list(TWO)


def test_the_doubt_of_an_older_export_has_the_time_of_its_answer(tmp_path):
    rows = rows_of(Records(ANSWERS, TWO[1:]))
    with written(rows, tmp_path / "log.csv").open(encoding="utf-8", newline="") as stream:
        cells = [row[:-1] for row in csv.reader(stream)]
    with (tmp_path / "old.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(cells)
    *_, doubt, _ = table_in(tmp_path / "old.csv", "csv").records
    assert doubt == replace(FLAG, at=ANSWERS[1].at)
    assert lacking([doubt], TWO[1:]) == []


@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize(
    "doubts",
    [
        7,
        ["x"],
        [[]],
        [{"at": "yesterday", "what": "unclear", "remark": ""}],
        [{"at": START.isoformat(), "what": "unclear"}],
        [{"at": START.isoformat(), "what": "unclear", "remark": 7}],
        [{"at": START.isoformat(), "what": "rubbish", "remark": ""}],
    ],
)
def test_doubts_that_cannot_be_are_refused(tmp_path, form, doubts):
    path = written(rows_of(Records(ANSWERS[:1])), tmp_path / f"log.{form}")
    text = path.read_text(encoding="utf-8")
    if form == "jsonl":
        text = json.dumps(json.loads(text) | {"doubts": doubts})
    else:
        cell = json.dumps(doubts).replace('"', '""')
        text = f'{text.rstrip()}"{cell}"\r\n'
    path.write_text(text, encoding="utf-8", newline="")
    with pytest.raises(ContentError, match="log_row"):
        list(read_rows(path))


def test_doubts_that_are_nested_too_deep_are_refused(tmp_path):
    path = written(rows_of(Records(ANSWERS[:1])), tmp_path / "log.csv")
    text = path.read_text(encoding="utf-8").rstrip()
    path.write_text(f"{text}{'[' * 100_000}\r\n", encoding="utf-8", newline="")
    with pytest.raises(ContentError, match="log_row"):
        list(read_rows(path))


FORMULAS = ("=1+1", "@SUM(A1)", "+82 10", "-x", "\t=1", "\r=1", "'=1", "''-x", "-1=1", "+", "-٣")
TEXTS = ("", "-0.5", "+1e-3", "-.5", "x=1", "'", "'tis", "''", "1-1", " =1", "가")


@pytest.mark.parametrize("typed", [*FORMULAS, *TEXTS])
def test_no_spreadsheet_computes_what_somebody_typed(tmp_path, typed):
    flag = replace(FLAG, turn=1, remark=typed)
    rows = rows_of(
        Records((review(typed=typed, says=(typed or "x").split()[:1], seed=-5),), (flag,))
    )
    path = written(rows, tmp_path / "log.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        _, cells = csv.reader(stream)
    first = {cells[COLUMNS.index(name)][:1] for name in ("typed", "remark")}
    assert first == {"'"} if typed in FORMULAS else first == {typed[:1]}
    assert cells[COLUMNS.index("seed")] == "-5"
    (read,) = read_rows(path)
    assert (read.review.typed, read.remark, read.review.seed) == (typed, typed, -5)


@pytest.mark.parametrize("name", ["log.xlsx", "log", "csv"])
def test_another_form_is_a_usage_fault(name):
    with pytest.raises(UsageError, match="log_export_form"):
        form_of(name)


@pytest.mark.parametrize("typed", [7, None, ["x"], "x" * 100_001])
def test_a_value_that_is_no_text_is_said(tmp_path, typed):
    path = written([Row("ab", review(typed=typed))], tmp_path / "log.jsonl")
    with pytest.raises(ContentError, match="log_row_value"):
        list(read_rows(path))


def test_columns_may_stand_in_any_order_among_others(tmp_path):
    row = Row("ab", review(says=("a", "b"), typed="'=1"), "unclear", "-x")
    with written([row], tmp_path / "log.csv").open(encoding="utf-8", newline="") as stream:
        names, cells = csv.reader(stream)
    with (tmp_path / "more.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["mine", *names[::-1]], [], ["'=x", *cells[::-1], "more"]])
    assert list(read_rows(tmp_path / "more.csv")) == [row]
    (tmp_path / "few.csv").write_text("learner,at\nab,x\n")
    with pytest.raises(ContentError, match="log_row"):
        list(read_rows(tmp_path / "few.csv"))


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_line_that_is_no_row_is_said_with_its_place(tmp_path, form):
    path = written(rows_of(Records(ANSWERS)), tmp_path / f"log.{form}")
    with path.open("a", encoding="utf-8") as stream:
        stream.write('{"learner": "x"}\n')
    with pytest.raises(ContentError) as fault:
        list(read_rows(path))
    assert fault.value.fields["line"] > len(ANSWERS)


def test_a_table_saved_by_a_spreadsheet_is_read(tmp_path):
    row = Row("ab", review())
    text = written([row], tmp_path / "log.csv").read_text(encoding="utf-8")
    (tmp_path / "saved.csv").write_text(text.replace("\r\n", "\n"), encoding="utf-8-sig")
    assert list(read_rows(tmp_path / "saved.csv")) == [row]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("", None),
        ("\n\n", None),
        ("[[1], [2]]", None),
        ('["learner", "at", "session", "turn", "question", "typed"]', None),
        ('{"table": "reviews", "row": {}}', None),
        ("a,b\r\n1,2\r\n", None),
        ('"a\rb",c\x00', None),
        ("SQLite format 3\x00\r\x01", None),
        ("[" * 100_000, None),
        (",".join(COLUMNS), "csv"),
        ("\ufeff\n" + ",".join(reversed(COLUMNS)), "csv"),
    ],
)
def test_a_table_is_known_by_its_columns(tmp_path, text, form):
    (tmp_path / "f").write_text(text, encoding="utf-8", newline="")
    assert table_form(tmp_path / "f") == form
    assert table_form(tmp_path) is None and table_form(tmp_path / "no") is None


def test_what_comes_back_from_a_table_is_what_was_kept(tmp_path):
    left = replace(FLAG, turn=9, what="unclear")
    rows = rows_of(Records(ANSWERS, (FLAG, left)))
    path = written(rows, tmp_path / "log.csv")
    table = table_in(path, "csv")
    records = table.records
    reviews = [record for record in records if isinstance(record, Review)]
    doubts = [(r.turn, r.what, r.remark) for r in records if isinstance(r, Flag)]
    assert reviews == [replace(each, doubted=False) for each in ANSWERS] and table.refused == 0
    assert table.learner == learner_of(Records(ANSWERS))
    assert doubts == [(2, "contested", FLAG.remark), (9, "unclear", FLAG.remark)]
    assert lacking(records, records) == [] and lacking(records, ANSWERS[1:])[0] == reviews[0]
    later = [replace(FLAG, at=at(99)), replace(FLAG, at=at(99), remark="another")]
    assert lacking([later[0]], records) == [] and lacking(later, records) == later[1:]
    assert [type(r) for r in lacking(records, [*ANSWERS, later[0]])] == [Flag]


@pytest.mark.parametrize("moment", [{"microsecond": 0}, {"second": 59}])
def test_an_answer_is_known_by_its_turn_and_not_by_a_time_that_was_cut(moment):
    kept = replace(ANSWERS[1], at=at(0.123456))
    cut = replace(kept, at=kept.at.replace(**moment), seed=4_600_000_000_000_000_000)
    assert lacking([cut], [kept]) == lacking([kept], [cut]) == []
    for other in ({"session": "t"}, {"turn": 9}, {"question": "x"}, {"outcome": "marked"}):
        assert lacking([kept], [replace(kept, **other)]) == [kept]


def test_a_table_of_another_learner_shares_no_answer():
    mine = learner_of(Records(ANSWERS))
    other = review(session="t", at=at(-9))
    assert is_of_another(Table("ab", (other,), 0), ANSWERS)
    assert not is_of_another(Table("ab", (other, ANSWERS[2]), 0), ANSWERS)  # times were cut
    assert not is_of_another(Table(mine, (other,), 0), ANSWERS)
    assert not is_of_another(Table("ab", (other,), 0), [FLAG])  # nobody's log
    assert not is_of_another(Table("", (FLAG,), 0), ANSWERS)


def test_what_can_be_read_once_only_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", "/dev/null"):
        with pytest.raises(UsageError, match="log_no_file"):
            see_that_it_stays(type(tmp_path)(path))
    (tmp_path / "link").symlink_to(written([], tmp_path / "log.csv"))
    for name in ("link", "log.csv", "no", "log.csv/no", "."):  # reading says what is wrong there
        see_that_it_stays(tmp_path / name)
