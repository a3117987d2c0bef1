from __future__ import annotations

import pytest

from quiz.errors import UnreadableError
from quiz.kinds.array import read_array
from quiz.mark import Mark
from quiz.question import Question
from tests.quiz.kinds.computed import vector, wrong
from tests.quiz.kinds.made import asked, marked, rules, variant_rules

SOFTMAX = vector(
    ["1/2", "1/3", "1/6"], wrong("one-hot", ["1", "0", "0"]), wrong("even", ["1/3"] * 3), decimals=3
)
MATRIX = vector([["1", "2"], ["3", "4"]])


def feedback(made: Question, typed: str) -> tuple[float, list[str]]:
    mark = marked(asked(made), typed)
    return round(mark.score, 4), [message.key for message in mark.feedback]


@pytest.mark.parametrize(
    "typed",
    [
        "1, 2.5, 3",
        "1 2.5 3",
        "(1, 2.5, 3)",
        "[1; 2.5; 3]",
        "[1 2.5 3]^T",
        "{1, 2.5, 3}",
        "x = (1, 2.5, 3)",
        "1 2,5 3",
        "1; 2,5; 3",
        "1\n2.5\n3",
        "1, 5/2, sqrt(9)",
        "[[1], [2.5], [3]]",
        "(1 2.5 3",
        "1, 2.5, 3,",
        "1, 2,5, 3",
        "1 , 2.5  3",
        "100%, 250 %, 300%",
        "１，２．５，３",
    ],
)
def test_ways_to_type_a_vector(typed: str) -> None:
    (row,) = read_array(typed, (3,))
    assert [reading.value for reading in row] == pytest.approx([1, 2.5, 3])


@pytest.mark.parametrize(
    "typed",
    [
        "1 2; 3 4",
        "[1 2; 3 4]",
        "1, 2; 3, 4",
        "[[1, 2], [3, 4]]",
        "[1 2] [3 4]",
        "(1, 2), (3, 4)",
        "((1, 2), (3, 4))",
        "{{1, 2}, {3, 4}}",
        "[1, 2]\n[3, 4]",
        "A = [1 2; 3 max(4, 1)]",
    ],
)
def test_ways_to_type_a_matrix(typed: str) -> None:
    rows = read_array(typed, (2, 2))
    assert [[reading.value for reading in row] for row in rows] == [[1, 2], [3, 4]]


@pytest.mark.parametrize(
    ("typed", "shape", "key"),
    [
        ("1 2", (3,), "array_shape"),
        ("1 2; 3 4", (3,), "array_shape"),
        ("1 2 3 4", (2, 2), "array_shape"),
        ("1 2; 3", (2, 2), "array_shape"),
        ("1 x 3", (3,), "array_entry"),
        ("1 1/0 3", (3,), "array_entry"),
        ("", (3,), "array_empty"),
        ("()", (3,), "array_shape"),
        ("1 " * 2000, (3,), "formula_too_long"),
    ],
)
def test_unreadable(typed: str, shape: tuple[int, ...], key: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_array(typed, shape)
    assert caught.value.key == key


def test_an_unreadable_entry_is_placed() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_array("1 2; 3 x", (2, 2))
    assert caught.value.fields["place"] == "(2, 2)"


@pytest.mark.parametrize(
    ("typed", "score", "keys"),
    [
        ("0.5, 0.333, 0.167", 1.0, []),
        ("0.5, 0.33, 0.167", 0.8333, ["vector_rounded"]),
        ("0.5, 0.2, 0.3", 0.3333, ["vector_wrong"]),
        ("3, 2, 1", 0.0, ["vector_sum_wanted"]),
        ("0.167, 0.333, 0.5", 0.3333, ["vector_reversed", "vector_wrong"]),
        ("0.333, 0.5, 0.167", 0.3333, ["vector_order", "vector_wrong"]),
        ("-0.5, -0.333, -0.167", 0.0, ["vector_sign"]),
        ("9, 8, 1", 0.0, ["vector_wrong_all"]),
    ],
)
def test_entries_and_the_whole_are_judged(typed: str, score: float, keys: list[str]) -> None:
    assert feedback(SOFTMAX, typed) == (score, keys)


def test_a_foreseen_vector_keeps_its_right_entries() -> None:
    mark = marked(asked(SOFTMAX), "1/3 1/3 1/3")
    assert mark.says == ("even",)
    assert mark.score == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("typed", "score", "keys"),
    [
        ("1 3; 2 4", 0.5, ["vector_transposed", "vector_wrong"]),
        ("2 4; 6 8", 0.0, ["vector_scaled"]),
        ("1 2; 3 5", 0.75, ["vector_wrong"]),
    ],
)
def test_matrices(typed: str, score: float, keys: list[str]) -> None:
    assert feedback(MATRIX, typed) == (score, keys)


def test_lengths() -> None:
    assert feedback(vector(["0.6", "0.8"]), "3, 4") == (0.0, ["vector_length_wanted"])
    assert feedback(vector(["3", "4"]), "0.6, 0.8") == (0.0, ["vector_length_needless"])
    assert feedback(vector(["3", "1"]), "0.75, 0.25") == (0.0, ["vector_sum_needless"])


def test_reversed_and_negated_at_once_is_neither() -> None:
    assert feedback(vector(["1", "-1"]), "-1, 1") == (0.0, ["vector_wrong_all"])


def test_a_key_of_zeros() -> None:
    assert marked(asked(vector(["0", "0"])), "0 0") == Mark(1.0)
    assert feedback(vector(["0", "0"]), "0 1") == (0.5, ["vector_wrong"])


def test_one_rounded_entry_is_no_factor() -> None:
    made = vector(["0.5", "0.25", "0.25"], decimals=2)
    assert [m.key for m in marked(asked(made), "0.51 0.25 0.25").feedback] == ["vector_rounded"]


def test_the_key_as_texts_see_it() -> None:
    assert asked(SOFTMAX).key == pytest.approx([1 / 2, 1 / 3, 1 / 6])
    assert asked(SOFTMAX).key_text.en == "(0.500, 0.333, 0.167)"
    assert asked(MATRIX).key == [[1, 2], [3, 4]]
    assert asked(MATRIX).key_text.ko == r"$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$"


def test_what_is_wrong_with_a_question() -> None:
    broken = vector([["1", "2*("]], wrong("a", [["1", "q"]]))
    assert rules(broken) == [
        ("expression-unreadable", ("answer", 0, 1)),
        ("expression-unreadable", ("misconceptions", 0, "answer", 0, 1)),
    ]
    assert variant_rules(asked(vector(["1", "1/3"], wrong("same", ["1", "1/3"])))) == [
        ("key-needs-tolerance", ("answer", 1)),
        ("misconception-is-key", ("misconceptions", 0)),
    ]
    assert variant_rules(asked(SOFTMAX)) == []
