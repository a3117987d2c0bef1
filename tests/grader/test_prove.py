"""`grade check` finds what is wrong with an exercise that grades."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import Course
from grader.prove import Proof, prove
from grader.session import Session
from grader.texts import Texts

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
            {("check.py", "prove_refused")},
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
            {("wrong.yaml", "prove_unknown_check")},
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


def test_two_mistakes_that_nothing_recognises_are_named_together(
    proof: Callable[[Change], Proof],
) -> None:
    twins = {
        "solutions/total/wrong/absolute.py": ("abs(a) + abs(b)", "a - b"),
        "solutions/total/wrong.yaml": ("[with_negatives]", "[by_hand, with_negatives]"),
    }
    said = {p.path.name: (p.rule, p.fields.get("others")) for p in proof(twins).problems}
    assert said == {
        "minus.py": ("prove_not_named_alike", ["absolute"]),
        "absolute.py": ("prove_not_named_alike", ["minus"]),
    }


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (("3.0)", "4.0)"), 5, "The value: 1 of 1 value differs."),
        (("3.0)", "threee)"), 5, "NameError: name 'threee' is not defined"),
        (("assert_close(student", "assert not (student"), 5, None),
    ],
)
def test_why_a_check_does_not_accept_the_solution(
    change: tuple[str, str], line: int, says: str | None, proof: Callable[[Change], Proof]
) -> None:
    problems = proof({"exercises/total/check.py": change}).problems
    assert [(p.path.name, p.line, p.rule) for p in problems] == [
        ("check.py", line, "prove_refused")
    ]
    assert problems[0].cause is not None
    if says:
        assert Texts("en").message(problems[0].cause) == says


def test_the_points_are_pointed_at(proof: Callable[[Change], Proof]) -> None:
    (problem,) = proof({"exercises/total/exercise.yaml": ("points: 3", "points: 4")}).problems
    assert problem.line == 6


@pytest.mark.parametrize(
    ("change", "rule", "line", "fields"),
    [
        (("student, rng):", "student, rng)"), "syntax", 4, {"problem": "expected ':'"}),
        (
            ("import assert_close, check", "import assert_close, chekc"),
            "check_import",
            1,
            {},
        ),
        (("points=2,", "points=2, need='by_hand',"), "check_option_near", 3, {"near": "needs"}),
        (("points=2,", "points=2, needs='by_han',"), "check_need_near", 3, {"near": "by_hand"}),
        (("points=2,", "points=2, needs='zzzzzzz',"), "check_need", 3, {"need": "zzzzzzz"}),
        (("test_with_negatives", "test_by_hand"), "check_twice", 3, {"check": "by_hand"}),
    ],
)
def test_a_fault_of_a_check_file_has_a_line(
    change: tuple[str, str],
    rule: str,
    line: int,
    fields: dict[str, str],
    proof: Callable[[Change], Proof],
) -> None:
    (problem,) = proof({"solutions/total/check.py": change}).problems
    assert (problem.path.parent.parent.name, problem.rule, problem.line) == (
        "solutions",
        rule,
        line,
    )
    assert fields.items() <= problem.fields.items()


def test_a_check_that_does_not_import_is_its_authors_problem(
    proof: Callable[[Change], Proof],
) -> None:
    changes = {"solutions/total/check.py": ("grader.checks", "grader.chekcs")}
    assert ("check.py", "check_import") in rules(proof(changes))
