"""Reading an exercise shows what its author forgot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import Course
from grader.lint import lint

EXERCISE = """\
title: {ko: 합, en: a sum}
topics: [sums]
backend: numpy
difficulty: 1
functions: [add]
points: 2
source: {note: one.txt, section: sums}
hints:
  - {ko: 하나, en: one}
  - {ko: 둘, en: two}
  - {ko: 셋, en: three}
false_failure: none; nothing is random
"""
WRONG = """\
minus:
  caught_by: [adds]
  concepts: [sums.1]
  ko: 더하지 않고 뺍니다.
  en: it subtracts.
  hint: {ko: 부호는?, en: which sign?}
"""
SYLLABUS = """\
- id: sums
  sources: [{note: one.txt}]
  concepts: [{id: sums.1, text: a sum}]
"""
CHECK = """\
from grader.checks import check

@check(points=2, ko="더한다", en="adds")
def test_adds(student):
    assert student.add(1, 2) == 3
"""
FILES = {
    "exercises/total/exercise.yaml": EXERCISE,
    "exercises/total/statement.ko.md": "`add`는 더한다.",
    "exercises/total/statement.en.md": "`add` adds.",
    "exercises/total/total.py": "def add(a, b=0):\n    raise NotImplementedError\n",
    "exercises/total/check.py": CHECK,
    "solutions/total/total.py": "def add(a: int, b: int = 0) -> int:\n    return a + b\n",
    "solutions/total/check.py": "",
    "solutions/total/wrong.yaml": WRONG,
    "solutions/total/wrong/minus.py": "def add(a, b=0):\n    return a - b\n",
    "questions/syllabus.yaml": SYLLABUS,
}
Lint = Callable[..., list[tuple[str, int, str]]]


@pytest.fixture
def found(tmp_path: Path) -> Lint:
    """Lints the small course with some files changed: path -> (old, new), or new content."""

    def run(changes: dict[str, tuple[str, str] | str] | None = None) -> list[tuple[str, int, str]]:
        files = dict(FILES)
        for path, change in (changes or {}).items():
            if isinstance(change, str):
                files[path] = change
                continue
            assert change[0] in files[path]
            files[path] = files[path].replace(*change)
        for path, content in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(content, encoding="utf-8")
        problems = lint(Course(tmp_path), "total")
        root = tmp_path.resolve()
        return [(p.path.relative_to(root).as_posix(), p.line, p.rule) for p in problems]

    return run


def test_a_whole_exercise_has_no_problem(found: Lint) -> None:
    assert found() == []


YAML = "exercises/total/exercise.yaml"
WRONG_YAML = "solutions/total/wrong.yaml"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({YAML: ("  - {ko: 셋, en: three}\n", "")}, (YAML, 8, "lint_hints")),
        ({YAML: ("difficulty: 1", "difficulty: 9")}, (YAML, 4, "lint_difficulty")),
        ({YAML: ("false_failure: none; nothing is random\n", "")}, (YAML, 1, "missing_key")),
        ({YAML: ("ko: 합, en: a sum", "ko: a sum, en: 합")}, (YAML, 1, "lint_language")),
        ({YAML: ("ko: 둘, en: two", "ko: two, en: two")}, (YAML, 10, "lint_language")),
        ({YAML: ("topics: [sums]", "topics: [gone]")}, (YAML, 2, "lint_unknown_id")),
        ({YAML: ("note: one.txt", "note: two.txt")}, (YAML, 7, "lint_unknown_id")),
        ({YAML: ("points: 2", "pionts: 2")}, (YAML, 6, "unknown_key_near")),
        (
            {"exercises/total/statement.en.md": "nothing"},
            ("exercises/total/statement.en.md", 1, "lint_unexplained"),
        ),
        (
            {"exercises/total/statement.ko.md": "`add` adds."},
            ("exercises/total/statement.ko.md", 1, "lint_language"),
        ),
        (
            {"exercises/total/total.py": ("b=0", "b=1")},
            ("exercises/total/total.py", 1, "lint_signature"),
        ),
        (
            {"exercises/total/total.py": ("add", "plus")},
            ("exercises/total/total.py", 1, "lint_undefined"),
        ),
        ({"solutions/total/total.py": "def add(:"}, ("solutions/total/total.py", 1, "syntax")),
        ({"exercises/total/notes.txt": "x"}, ("exercises/total/notes.txt", 1, "lint_stray")),
        (
            {"solutions/total/wrong/minis.py": "x"},
            ("solutions/total/wrong/minis.py", 1, "lint_stray"),
        ),
        ({WRONG_YAML: ("minus:", "Minus:")}, (WRONG_YAML, 1, "no_such_file")),
        (
            {WRONG_YAML: ("  hint: {ko: 부호는?, en: which sign?}\n", "")},
            (WRONG_YAML, 1, "missing_key"),
        ),
        ({WRONG_YAML: ("sums.1", "sums.9")}, (WRONG_YAML, 3, "lint_unknown_id")),
        ({WRONG_YAML: ("[adds]", "{minus: [adds], 2: [adds]}")}, (WRONG_YAML, 2, "no_such_file")),
    ],
)
def test_a_fault_is_found_where_it_is(
    changes: dict[str, tuple[str, str] | str], expected: tuple[str, int, str], found: Lint
) -> None:
    assert found(changes) == [expected]


def test_a_cached_bytecode_is_no_stray(found: Lint) -> None:
    assert found({"solutions/total/__pycache__/total.cpython-311.pyc": "x"}) == []


def test_a_course_without_a_syllabus_can_be_linted(tmp_path: Path) -> None:
    for path, content in FILES.items():
        if "syllabus" not in path:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(content, encoding="utf-8")
    assert lint(Course(tmp_path), "total") == ()
