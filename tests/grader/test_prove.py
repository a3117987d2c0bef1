"""`grade check` finds what is wrong with an exercise that grades."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import Course
from grader.prove import Proof, prove
from grader.session import Session

EXERCISE = """\
title: {ko: 합, en: a sum}
topics: [sums]
backend: numpy
difficulty: 1
functions: [add]
points: 3
limits: {cpu_s: 0.3}
source: {note: one.txt, section: sums}
hints:
  - {ko: 하나, en: one}
  - {ko: 둘, en: two}
  - {ko: 셋, en: three}
false_failure: none; nothing is random
"""
WRONG = """\
minus:
  caught_by: [by_hand, with_negatives]
  concepts: [sums.1]
  ko: 더하지 않고 뺍니다.
  en: it subtracts.
  hint: {ko: 부호는?, en: which sign?}
absolute:
  caught_by: [with_negatives]
  concepts: [sums.1]
  ko: 절댓값을 더합니다.
  en: it adds absolute values.
  hint: {ko: 음수는?, en: what about negative numbers?}
"""
PUBLIC = """\
from grader.checks import assert_close, check

@check(points=1, ko="손으로", en="by hand")
def test_by_hand(student):
    assert_close(student.add(1.0, 2.0), 3.0)
"""
HIDDEN = """\
from grader.checks import assert_close, check

@check(points=2, ko="음수", en="negative numbers")
def test_with_negatives(student, rng):
    a, b = -rng.random(2)
    assert_close(student.add(a, b), a + b)
"""
FILES = {
    "exercises/total/exercise.yaml": EXERCISE,
    "exercises/total/statement.ko.md": "`add`는 더한다.",
    "exercises/total/statement.en.md": "`add` adds.",
    "exercises/total/total.py": "def add(a, b):\n    raise NotImplementedError\n",
    "exercises/total/check.py": PUBLIC,
    "solutions/total/total.py": "def add(a, b):\n    return a + b\n",
    "solutions/total/check.py": HIDDEN,
    "solutions/total/wrong.yaml": WRONG,
    "solutions/total/wrong/minus.py": "def add(a, b):\n    return a - b\n",
    "solutions/total/wrong/absolute.py": "def add(a, b):\n    return abs(a) + abs(b)\n",
}
Change = dict[str, tuple[str, str]]


@pytest.fixture
def proof(tmp_path: Path) -> Callable[[Change], Proof]:
    def run(changes: Change) -> Proof:
        for path, content in FILES.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            old, new = changes.get(path, ("", ""))
            assert old in content
            (tmp_path / path).write_text(content.replace(old, new) if old else content, "utf-8")
        course = Course(tmp_path)
        with Session(course) as session:
            return prove(course, session, "total", seeds=(1, 2))

    return run


def rules(proof: Proof) -> list[tuple[str, str]]:
    return sorted((problem.path.name, problem.rule) for problem in proof.problems)


def test_a_right_exercise_is_proven(proof: Callable[[Change], Proof]) -> None:
    found = proof({})
    assert found.problems == ()
    assert (found.checks, found.variants, found.runs) == (2, 2, 5)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {"solutions/total/total.py": ("a + b", "a + b + 1")},
            {("total.py", "prove_reference")},
            id="a reference that is wrong",
        ),
        pytest.param(
            {"exercises/total/exercise.yaml": ("points: 3", "points: 4")},
            {("exercise.yaml", "prove_points")},
            id="points that do not add up",
        ),
        pytest.param(
            {"exercises/total/total.py": ("raise NotImplementedError", "return None")},
            {("total.py", "prove_stub"), ("total.py", "prove_stub_check")},
            id="a stub that is written",
        ),
        pytest.param(
            {"solutions/total/wrong.yaml": ("[by_hand, with_negatives]", "[by_hand]")},
            {("minus.py", "prove_also_caught")},
            id="a check that wrong.yaml forgets",
        ),
        pytest.param(
            {"solutions/total/wrong.yaml": ("[with_negatives]", "[by_hand, with_negatives]")},
            {("absolute.py", "prove_not_caught")},
            id="a check that does not catch what is said",
        ),
        pytest.param(
            {"solutions/total/wrong.yaml": ("[with_negatives]", "[with_negatives, by_feet]")},
            {("absolute.py", "prove_unknown_check")},
            id="a check that is not there",
        ),
        pytest.param(
            {"solutions/total/wrong/minus.py": ("a - b", "a - b +")},
            {("minus.py", "prove_not_loaded")},
            id="a variant that does not load",
        ),
    ],
)
def test_a_false_claim_is_found(
    changes: Change, expected: set[tuple[str, str]], proof: Callable[[Change], Proof]
) -> None:
    assert set(rules(proof(changes))) == expected


def test_two_mistakes_that_give_one_record_are_found(proof: Callable[[Change], Proof]) -> None:
    same = ("abs(a) + abs(b)", "a - b")
    found = rules(proof({"solutions/total/wrong/absolute.py": same}))
    assert ("absolute.py", "prove_not_named") in found or (
        "absolute.py",
        "prove_named_otherwise",
    ) in found


def test_a_check_that_does_not_import_is_its_authors_problem(
    proof: Callable[[Change], Proof],
) -> None:
    changes = {"solutions/total/check.py": ("grader.checks", "grader.chekcs")}
    assert ("check.py", "check_import") in rules(proof(changes))
