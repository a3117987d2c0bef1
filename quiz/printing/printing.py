"""A paper to be written on, and its key: two HTML pages that need nothing beside them.

The paper says nothing from which an answer could be read, not even the names of its questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2

from basis.texts import Message, Text, Texts
from quiz.errors import UsageError, VariantError
from quiz.exam.paper import Item, Paper
from quiz.kinds.registry import kind_of
from quiz.mark import Answer
from quiz.printing.wording import code, html, line
from quiz.prompt import Prompt
from quiz.question import Question, Source
from quiz.syllabus import Syllabus
from quiz.variants.drawing import draw

_TEMPLATES = Path(__file__).parent / "templates"

#: Kinds that are answered on paper in another way than at a keyboard.
_ON_PAPER = frozenset(
    ["choice", "choices", "truefalse", "cloze", "ordering", "matching", "output", "essay"]
)


@dataclass(frozen=True)
class Printed:
    """A question of a paper as it is printed.

    Attributes:
        number: its place, from 1.
    """

    number: int
    item: Item
    prompt: Prompt

    @property
    def kind(self) -> str:
        """Its kind, which decides on the room for its answer."""
        return self.prompt.question.kind


def printed(paper: Paper, question: Callable[[str], Question]) -> tuple[Printed, ...]:
    """Draw the questions of a paper.

    Args:
        paper: which ones.
        question: finds one by its id.

    Raises:
        UsageError: if one of them cannot be drawn.
    """
    return tuple(
        Printed(number, item, _prompt(question(item.question), item.seed))
        for number, item in enumerate(paper.items, start=1)
    )


def _prompt(question: Question, seed: int) -> Prompt:
    try:
        return kind_of(question).prompt(draw(question, seed))
    except VariantError as error:
        reason = Message(error.key, error.fields)
        raise UsageError("print_undrawable", id=question.id, seed=seed, reason=reason) from error


class Printer:
    """Prints papers in one language.

    Args:
        texts: the language.
        syllabus: titles and sources.
    """

    def __init__(self, texts: Texts, syllabus: Syllabus) -> None:
        self._texts = texts
        self._syllabus = syllabus
        self._pages = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._pages.globals |= {
            "say": texts,
            "code": code,
            "html": lambda text: html(texts.pick(text)),
            "line": lambda text: line(texts.pick(text)),
            "lang": texts.lang,
        }

    def paper(self, paper: Paper, questions: Sequence[Printed]) -> str:
        """The questions, with room for the answers."""
        return self._page("paper.html", paper, questions, how=self._how)

    def key(self, paper: Paper, questions: Sequence[Printed], again: str) -> str:
        """The answers, why they are right, and where that is taught.

        Args:
            paper: what is printed.
            questions: its questions.
            again: the command that prints it again.
        """
        more = {"sources": self._sources, "told": self._told, "rubric": _rubric}
        return self._page("key.html", paper, questions, again=again, **more)

    def _page(self, template: str, paper: Paper, questions: Sequence[Printed], **more: Any) -> str:
        return self._pages.get_template(template).render(
            paper=paper, count=len(questions), areas=list(self._by_area(questions)), **more
        )

    def _by_area(self, questions: Sequence[Printed]) -> Iterator[tuple[str, list[Printed]]]:
        """The questions under the titles of their areas."""
        for area, group in groupby(questions, key=lambda question: question.item.area):
            yield self._texts.pick(self._syllabus.areas[area].title), list(group)

    def _how(self, question: Printed) -> str:
        """How it is answered."""
        if question.kind in _ON_PAPER:
            return self._texts(f"print_how_{question.kind}")
        return self._texts("print_how", how=question.prompt.how)

    def _sources(self, question: Printed) -> str:
        """Where it is taught, and what else there is to read."""
        sources = self._syllabus.sources(question.prompt.question)
        said = [*map(self._source, sources), *(source.reference for source in sources)]
        return "; ".join(filter(None, dict.fromkeys(said)))

    def _source(self, source: Source) -> str:
        parts = {"note": source.note, "section": source.section, "lines": source.lines}
        return ", ".join(
            self._texts(f"source_{name}", **{name: part}) for name, part in parts.items() if part
        )

    def _told(self, question: Printed) -> str:
        """What the notes get wrong about it, "" if nothing."""
        if not (id := question.prompt.question.erratum):
            return ""
        return self._texts(f"erratum_{self._syllabus.errata[id].severity}", id=id)


def _rubric(question: Printed) -> list[tuple[float, Text]]:
    """What counts in an essay, and how much."""
    prompt = question.prompt
    asked = kind_of(prompt.question).second(prompt, Answer("", None))
    rows = prompt.question.body["rubric"]
    options = asked.options if asked else ()
    return [(row["points"], option.text) for row, option in zip(rows, options, strict=True)]
