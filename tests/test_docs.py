"""The documentation mentions all that people use, and points at nothing that is not there."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import click
import pytest

from basis.texts import Message, Text
from commands.asking import quiz
from commands.grading import grade
from grader import checks, collection, course, jsonform
from grader.plugin import Plugin
from grader.scene import CheckSpec
from grader.student import Instance, Student
from grader.verdict import CheckResult, Diagnosis, Frame, Isolation, Level, Outcome, Race, Verdict
from quiz.kinds.registry import KINDS

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])

#: Commands for authors, documented for them; what learners use is in both students' pages.
AUTHORS = {"check"}
STUDENTS = ("students.en.md", "students.ko.md")
#: The same for questions.
LEARNERS_OF_QUIZ = {"start", "plan", "topics", "exam", "export", "log", "stats", "review"}
QUESTIONS = ("adding-a-question.en.md", "adding-a-question.ko.md")
#: The command that `grade SLUG` is; the name itself is never typed.
JUDGES = "slug"


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def commands() -> list[str]:
    return sorted(grade.commands)


def options() -> list[tuple[str, str]]:
    return [
        (name, option)
        for name in commands()
        for parameter in grade.commands[name].params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    ]


@pytest.mark.parametrize("name", commands())
def test_every_command_is_documented(name: str) -> None:
    if name in AUTHORS:
        assert f"grade {name}" in page("adding-an-exercise.md")
        return
    for students in STUDENTS:
        typed = "grade attention" if name == JUDGES else f"grade {name}"
        assert typed in page(students)


@pytest.mark.parametrize(("name", "option"), options())
def test_every_option_is_documented_in_both_languages(name: str, option: str) -> None:
    for students in STUDENTS:
        assert re.search(rf"{option}\b", page(students), re.ASCII), f"{option} of grade {name}"


@pytest.mark.parametrize("name", sorted(quiz.commands))
def test_every_command_of_the_quiz_is_documented_in_both_languages(name: str) -> None:
    for where in STUDENTS if name in LEARNERS_OF_QUIZ else QUESTIONS:
        assert f"quiz {name}" in page(where), where


@pytest.mark.parametrize("name", sorted(LEARNERS_OF_QUIZ))
def test_every_option_of_the_quiz_is_documented_in_both_languages(name: str) -> None:
    options = [p.opts for p in quiz.commands[name].params if isinstance(p, click.Option)]
    for option in (opt for opts in options for opt in opts):
        for students in STUDENTS:
            assert re.search(rf"{option}\b", page(students), re.ASCII), f"{option} of quiz {name}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_question_is_documented_in_both_languages(kind: str) -> None:
    for authors in QUESTIONS:
        assert re.search(rf"`{kind}`|kind: {kind}\b", page(authors)), authors


@pytest.mark.parametrize("name", checks.__all__)
def test_every_name_for_checks_is_documented(name: str) -> None:
    assert re.search(rf"`{name}\b", page("adding-an-exercise.md"))


def test_the_documented_parameters_of_names_for_checks_exist() -> None:
    for name, arguments in re.findall(r"`(\w+)\(([^`]*)\)`", page("adding-an-exercise.md")):
        function = getattr(checks, name, None)
        if not inspect.isfunction(function):
            continue
        known = inspect.signature(function).parameters
        variadic = any(p.kind is p.VAR_KEYWORD for p in known.values())
        for word in re.findall(r"(\w+)=", arguments):
            assert word in known or variadic, f"{name} has no {word}"


def test_every_option_of_a_check_is_documented() -> None:
    for option in collection._OPTIONS:
        assert re.search(rf"\b{option}\b", page("adding-an-exercise.md")), option
    assert set(collection._OPTIONS) <= set(inspect.signature(CheckSpec).parameters) | {"ko", "en"}


def test_every_fixture_is_documented() -> None:
    fixtures = [n for n in vars(Plugin) if not n.startswith(("_", "pytest_"))]
    assert fixtures
    for name in fixtures:
        assert f"| `{name}` |" in page("adding-an-exercise.md"), name


@pytest.mark.parametrize("owner", [Student, Instance])
def test_every_method_of_a_proxy_is_documented(owner: type) -> None:
    for name in (n for n in vars(owner) if not n.startswith("_")):
        assert re.search(rf"\.{name}\(", page("adding-an-exercise.md")), name


def test_every_key_of_an_exercise_is_documented() -> None:
    for key in [*course._KEYS, *course._LIMITS]:
        assert re.search(rf"\b{key}:|`{key}`", page("adding-an-exercise.md")), key


@pytest.mark.parametrize("value", [*Outcome, *Level])
def test_every_outcome_and_level_is_explained(value: Outcome | Level) -> None:
    assert f"`{value}`" in page("architecture.md")


def test_every_key_of_the_json_is_documented() -> None:
    both = Text(ko="가", en="a")
    check = CheckResult(
        name="one",
        title=both,
        public=True,
        outcome=Outcome.FAILED,
        points=0.0,
        max_points=1.0,
        message=Message("not_written"),
        race=Race(1.0, 2.4, 5),
        diagnosis=Diagnosis("a-mistake", both, both, ("topic.1",)),
        frames=(Frame("a.py", 1, "f"),),
    )
    isolation = Isolation(Level.STRONG)
    verdict = Verdict("a", both, Outcome.FAILED, 0.0, 1.0, 0.1, 7, isolation, (check,))
    form = jsonform.run_form([(verdict, "digest")], [])
    for key in keys(form):
        assert re.search(rf'`{key}`|"{key}"', page("json.md")), key
    assert f'"schema": {jsonform.SCHEMA}' in page("json.md")


def keys(form: Any) -> set[str]:
    if isinstance(form, dict):
        return set(form).union(*map(keys, form.values()))
    return set().union(*map(keys, form)) if isinstance(form, list) else set()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), target
        if anchor and not file:
            assert anchor in anchors(text), target
        elif anchor:
            assert anchor in anchors(there.read_text(encoding="utf-8")), target


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as they are made from the words."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in headings}


def test_every_decision_is_in_the_index() -> None:
    index = page("adr/README.md")
    for path in (ROOT / "docs" / "adr").glob("0*.md"):
        assert path.name in index
