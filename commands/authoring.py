"""The commands of `quiz` for authors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from basis.places import cache_folder
from basis.texts import LANGUAGES
from basis.voice import Voice
from commands.program import SpokenCommand, spoken

# What takes long to import (pydantic, sympy) is imported where it is used.
if TYPE_CHECKING:
    from quiz.bank.bank import Bank
    from quiz.question import Question

#: A whole check draws so many seeds of each question.
_SEEDS = 200


@click.command("check", cls=SpokenCommand)
@click.argument("paths", nargs=-1)
@click.option("--seeds", type=click.IntRange(1, 100_000), default=_SEEDS)
@click.option("--fresh", is_flag=True)
@click.option("--json", "as_json", is_flag=True, expose_value=False)
@spoken
def check(voice: Voice, paths: tuple[str, ...], seeds: int, fresh: bool) -> int:
    """Prove banks, for their authors."""
    from commands.snippets import snippet_runner
    from quiz.authoring.checkform import check_form
    from quiz.authoring.checking import check as check_bank
    from quiz.authoring.checkscreen import CheckScreen
    from quiz.authoring.selection import selection
    from quiz.authoring.typesetting import Typeset

    cache = None if fresh else cache_folder()
    bank = _bank(paths, cache)
    screen = CheckScreen(voice.texts)
    with snippet_runner() as runner, _progress(voice, screen.progress) as progress:
        report = check_bank(
            bank,
            selection(bank, paths),
            runner,
            seeds=seeds,
            typeset=Typeset(cache),
            progress=progress,
        )
    if voice.as_json:
        voice.document(check_form(report))
    else:
        voice.print(screen.report(report, bank.folder))
    return report.exit_code


@click.command("search", cls=SpokenCommand)
@click.argument("words", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, expose_value=False)
@spoken
def search(voice: Voice, words: tuple[str, ...]) -> None:
    """Find questions."""
    from quiz.authoring.search import search as search_bank
    from quiz.authoring.searchscreen import search_form, search_lines

    bank = _bank((), cache_folder())
    found = list(search_bank(_questions(bank).values(), words, bank.syllabus))
    if voice.as_json:
        voice.document(search_form(found))
    else:
        voice.print(search_lines(found, bank.folder, voice.texts, voice.width))


@click.command("diff", cls=SpokenCommand)
@click.argument("old", default="HEAD")
@click.option("--json", "as_json", is_flag=True, expose_value=False)
@spoken
def diff(voice: Voice, old: str) -> int:
    """Say which questions changed, and what that means for learners."""
    from quiz.authoring.comparison import UNDECIDED, differences
    from quiz.authoring.diffscreen import diff_form, diff_lines
    from quiz.authoring.revisions import banks_as_they_were
    from quiz.logbook.log import Log
    from quiz.sitting import read_log

    bank = _bank((), cache_folder())
    reviews = Counter((r.question, r.revision) for r in read_log(Log(), voice.warn) if r.counts)
    faulty = {finding.question for finding in bank.findings}
    with banks_as_they_were(old, bank.folder, cache_folder()) as before:
        found = list(differences(_questions(before), _questions(bank), faulty, reviews))
    if voice.as_json:
        voice.document(diff_form(found, old))
    else:
        voice.print(diff_lines(found, old, bank.folder, voice.texts))
    return 2 if any(difference.change in UNDECIDED for difference in found) else 0


@click.command("schema", cls=SpokenCommand)
@spoken
def schema(voice: Voice) -> None:
    """Print the JSON Schema of banks."""
    from quiz.bank.schema.editor import json_schema

    voice.document(json_schema(_bank((), cache_folder()).syllabus))


@click.command("preview", cls=SpokenCommand)
@click.argument("paths", nargs=-1, required=True)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), default=0)
@click.option("--one", is_flag=True)
@click.option("--once", is_flag=True)
@spoken
def preview(voice: Voice, paths: tuple[str, ...], seed: int, one: bool, once: bool) -> None:
    """Show questions as students see them, again at every save."""
    from commands.previewing import Previewing

    languages = (voice.texts.lang,) if one else LANGUAGES
    previewing = Previewing(voice, lambda: _bank(paths, cache_folder()), paths, seed, languages)
    if once or not voice.out.is_terminal:
        previewing.show()
    else:
        previewing.at_every_save()


@click.command("new", cls=SpokenCommand)
@click.option("--kind", default="")
@click.option("--topic", default="")
@click.option("--template", is_flag=True)
@spoken
def new(voice: Voice, kind: str, topic: str, template: bool) -> int:
    """Ask for a question, and write it into its bank."""
    from commands.creating import Creating
    from quiz.authoring.skeletons import known_kind, known_topic, skeleton
    from quiz.lines import open_lines

    bank = _bank((), cache_folder())
    kind, topic = known_kind(kind), known_topic(topic, bank.syllabus)
    if template:
        voice.print(skeleton(kind, topic, bank.syllabus, voice.texts.lang))
        return 0
    creating = Creating(voice, open_lines(), bank, kind, topic)
    return creating.run(lambda: _bank((), cache_folder()))


#: What is part of `quiz`.
COMMANDS = (new, check, preview, search, diff, schema)


def _questions(bank: Bank) -> dict[str, Question]:
    """Every question that can be read, by its id."""
    return {entry.id: bank.question(entry.id) for entry in bank.entries}


def _bank(paths: Iterable[str], cache: Path | None) -> Bank:
    """The banks that the paths are in, or else those of the course."""
    from basis.places import content_root
    from quiz.authoring.selection import bank_folder
    from quiz.bank.bank import Bank
    from quiz.errors import UsageError

    folder = bank_folder(paths, content_root("questions"))
    if folder is None:
        raise UsageError("no_questions_folder")
    return Bank.open(folder, cache)


@contextmanager
def _progress(voice: Voice, say: Callable[[int, int], str]) -> Iterator[Callable[[int, int], None]]:
    """A line that tells how far a long command is, where somebody is looking."""
    if voice.as_json or not voice.out.is_terminal:
        yield lambda done, of: None
        return
    with voice.out.status("") as status:
        yield lambda done, of: status.update(say(done, of))
