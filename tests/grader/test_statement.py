"""Statements as a terminal shows them: those of the course, and the habits of Markdown."""

import io
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from basis.texts import LANGUAGES
from grader.course import Course
from grader.statement import Statement

COURSE = Course(Path(__file__).resolve().parents[2])


def rendered(markup, width=80):
    out = io.StringIO()
    Console(file=out, width=width).print(Statement(markup))
    return [line.rstrip() for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", COURSE.slugs())
def test_every_statement_reads_in_a_terminal(slug, lang):
    markup = COURSE.exercise(slug).statement(lang).read_text(encoding="utf-8")
    lines = rendered(markup)
    assert max(map(cell_len, lines)) <= 80
    text = "\n".join(lines)
    assert "**" not in text  # as of **`x`**는: Markdown does not close it before a particle
    assert "$" not in text and "\\frac" not in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", COURSE.slugs())
def test_code_in_a_statement_is_not_wrapped(slug, lang):
    markup = COURSE.exercise(slug).statement(lang).read_text(encoding="utf-8")
    shown = {line.strip() for line in rendered(markup)}
    code = [line.strip() for line in markup.splitlines() if line.startswith("    ")]
    wrapped = [line for line in code if line and line not in shown and "`" not in line]
    assert not [line for line in wrapped if cell_len(line) > 60]


def test_headings_stand_on_the_left():
    assert rendered("# Title\n\ntext") == ["Title", "", "text"]


def test_code_is_indented_and_plain():
    assert rendered("```python\nx = 1\n  y\n```") == ["    x = 1", "      y"]
    wide = "y" * 78
    assert rendered(f"    {wide}") == [f"  {wide}"]


def test_lists_and_emphasis():
    assert rendered("- **a** and `b`\n- c") == ["", " • a and b", " • c"]
