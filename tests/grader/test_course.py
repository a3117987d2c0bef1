"""Exercises are found by walking; a wrong file says what, where and what to write."""

import textwrap

import pytest

from grader.course import Course
from grader.errors import ContentError, UsageError

GOOD = """\
title: {ko: 과제, en: task}
topics: [gmm]
backend: numpy
functions: [f]
points: 3
hints:
  - {ko: 하나, en: one}
source: {note: n.txt}
limits:
  cpu_s: 1
"""


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "exercises" / "task"
    folder.mkdir(parents=True)
    (folder / "exercise.yaml").write_text(GOOD)
    (folder / "task.py").write_text("def f(x): ...")
    (tmp_path / "solutions" / "task" / "wrong").mkdir(parents=True)
    return Course(tmp_path)


def rewrite(course, old, new):
    path = course.root / "exercises" / "task" / "exercise.yaml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def fault(course):
    with pytest.raises(ContentError) as caught:
        course.exercise("task")
    error = caught.value
    return error.key, error.fields["line"], error.fields["column"]


def test_an_exercise_is_read(course):
    exercise = course.exercise("task")
    assert course.slugs() == ("task",)
    assert exercise.title.ko == "과제"
    assert exercise.files == ("task.py",)
    assert exercise.limits.cpu_s == 1
    assert exercise.limits.memory_mb == 512
    assert exercise.imports is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("backend: numpy", "backend: jax", ("backend", 3, 1)),
        ("backend: numpy", "bakend: numpy", ("unknown_key_near", 3, 1)),
        ("points: 3\n", "", ("missing_key", 1, 1)),
        ("points: 3", "points: three", ("wrong_type", 5, 1)),
        ("points: 3", "points: true", ("wrong_type", 5, 1)),
        ("{ko: 하나, en: one}", "{ko: 하나}", ("missing_language", 7, 5)),
        ("{ko: 과제, en: task}", "{ko: 과제, en: ''}", ("missing_language", 1, 1)),
        ("cpu_s: 1", "cpu_s: 0", ("not_positive", 10, 3)),
        ("cpu_s: 1", "cpus: 1", ("unknown_key_near", 10, 3)),
        ("functions: [f]", "functions: []", ("empty_list", 4, 1)),
        ("functions: [f]", "functions: [f", ("yaml", 5, 7)),
        ("title", "\ttitle", ("yaml", 1, 1)),
    ],
)
def test_a_fault_has_its_place(course, old, new, expected):
    rewrite(course, old, new)
    assert fault(course) == expected


def test_an_unknown_exercise_names_the_nearest(course):
    with pytest.raises(UsageError) as caught:
        course.exercise("taks")
    assert caught.value.key == "unknown_exercise_near"
    assert caught.value.fields["near"] == "task"
    with pytest.raises(UsageError):
        course.exercise("../task")


def test_mistakes_with_one_form_and_with_several(course):
    folder = course.root / "solutions" / "task"
    text = """\
        half:
          caught_by: [a]
          ko: 절반
          en: half
        sign:
          caught_by: {1: [a], 2: [a, b]}
          concepts: [gmm.1]
          ko: 부호
          en: sign
          hint: {ko: 힌트, en: hint}
        """
    (folder / "wrong.yaml").write_text(textwrap.dedent(text))
    (folder / "wrong" / "half.py").write_text("")
    (folder / "wrong" / "sign").mkdir()
    for n in (1, 2):
        (folder / "wrong" / "sign" / f"{n}.py").write_text("")
    mistakes = course.exercise("task").mistakes
    assert mistakes["half"].caught_by == (("a",),)
    assert mistakes["sign"].caught_by == (("a",), ("a", "b"))
    assert mistakes["sign"].hint.en == "hint"


def test_a_mistake_without_its_file_is_a_fault(course):
    path = course.root / "solutions" / "task" / "wrong.yaml"
    path.write_text("half:\n  caught_by: [a]\n  ko: 절반\n  en: half\n")
    with pytest.raises(ContentError) as caught:
        _ = course.exercise("task").mistakes
    assert (caught.value.key, caught.value.fields["line"]) == ("no_such_file", 1)


def test_the_course_can_be_named(course, monkeypatch, tmp_path):
    monkeypatch.setenv("GONGBU_COURSE", str(course.root))
    assert Course.find().root == course.root.resolve()
    monkeypatch.setenv("GONGBU_COURSE", str(tmp_path / "none"))
    with pytest.raises(UsageError):
        Course.find()
