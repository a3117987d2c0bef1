"""What boards are made of: tables and bars that fit, and the list of topics."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from basis.texts import LANGUAGES, Texts
from quiz.memory.days import study_day
from quiz.memory.deriving import derived
from quiz.progress.boards import Board
from quiz.progress.overview import overview
from quiz.progress.tallies import SHADES, bar_of, table
from tests.quiz.fake_course import bank, syllabus
from tests.quiz.fake_kind import START, review, text

REVIEWS = [review("kl-zero", ("divergence.1",)), review("x", ("divergence.2",), 0.0)]


def areas(reviews=REVIEWS):
    return overview(bank().entries, syllabus(), derived(reviews), study_day(START))


def board(lang="en", width=80, **more):
    return Board(Texts(lang, "quiz"), width, **more)


def lines(screen):
    return screen.plain.split("\n")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 57, 80])
def test_topics_fit(lang, width):
    shown = lines(board(lang, width).topics(areas()))
    assert all(cell_len(line) <= width for line in shown)
    assert any(line.strip() == "clustering" for line in shown)
    assert all(line == line.rstrip() for line in shown)


def test_without_questions_there_is_nothing_to_list():
    assert "no questions yet" in board().topics(()).plain


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 62, 80])
def test_the_columns_of_all_rows_end_below_their_heads(lang, width):
    long = replace(areas()[0], title=text("아주 긴 이름 " * 9))
    head, *rows = table(Texts(lang, "quiz"), width, "x", [*areas(), long])
    rows = [row for row in rows if row.plain[-1].isdigit()]
    assert len(rows) == 3
    assert {cell_len(row.plain) for row in rows} == {cell_len(head.plain)}


def test_a_narrow_table_has_the_name_above_its_numbers():
    _, name, numbers, *_ = table(Texts("en", "quiz"), 40, "area", areas(), bars=True)
    assert name.plain == "  Basics" and numbers.plain.split()[1:] == ["1", "0", "1", "2"]
    assert set(numbers.plain.split()[0]) <= {shade for shade, _ in SHADES.values()}


def test_a_bar_shows_whatever_is_not_nothing():
    assert bar_of([1, 0, 500, 1], 20).plain == "█" + "░" * 18 + "·"
    assert bar_of([1, 1, 1, 1], 8).plain == "██▒▒░░··"
    assert bar_of([0, 0, 0, 7], 20).plain == "·" * 20
    for counts in ([1, 1, 1, 1], [3, 2, 2, 100], [7, 0, 0, 0], [9, 9, 9, 1]):
        assert len(bar_of(counts, 9).plain) == 9


def test_plain_boards_draw_nothing():
    rows = board(plain=True)._table("board_area", areas(), bars=True)
    assert not any(set("█▒░·") & set(row.plain) for row in rows)


def test_commands_stand_in_pairs_where_there_is_room():
    commands = [("quiz start", "one"), ("quiz exam", "two"), ("grade", "all three")]
    assert [line.plain for line in board()._commands(commands)] == [
        f"{'  quiz start  one':40}  quiz exam   two",
        "  grade       all three",
    ]
    assert len(list(board(width=40)._commands(commands))) == 3, "all three is too much for half"
