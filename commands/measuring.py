"""Commands that look back: `quiz stats`, `quiz review` and, for authors, `quiz items`."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from basis.voice import Voice
from commands.program import SpokenCommand, spoken

if TYPE_CHECKING:
    from quiz.bank.bank import Bank
    from quiz.items.responses import Class


@click.command("stats", cls=SpokenCommand)
@click.option("--topic", "topics", multiple=True)
@click.option("--area", "areas", multiple=True)
@click.option("--plain", is_flag=True)
@click.option("--json", "as_json", is_flag=True, expose_value=False)
@spoken
def stats(voice: Voice, topics: tuple[str, ...], areas: tuple[str, ...], plain: bool) -> None:
    """Show how study goes."""
    from basis.heap import unswept
    from basis.places import cache_folder
    from quiz.choosing import Wish
    from quiz.logbook.vigil import open_log
    from quiz.memory.days import study_day
    from quiz.memory.remembering import remembered
    from quiz.readiness.recorded import recorded
    from quiz.readiness.statistics import Course, statistics
    from quiz.sitting import blueprint_of, open_bank

    with unswept():
        bank, log = open_bank(voice.warn), open_log(voice.warn)
        records = log.records()
        revisions = {entry.id: entry.revision for entry in bank.entries}
        memory = remembered(log, revisions, cache_folder())
        record = recorded(log, records, revisions, cache_folder())
    blueprint = blueprint_of(bank, records.goal, voice.warn)
    course = Course(bank.entries, bank.syllabus, blueprint)
    today = study_day(datetime.now().astimezone())
    found = statistics(course, records, memory, record, Wish(topics, areas), today)
    titles = {area.id: area.title for area in bank.syllabus.areas.values()}
    if voice.as_json:
        from quiz.readiness.jsonform import stats_form

        voice.document(stats_form(found, titles))
        return
    from quiz.readiness.statsboard import StatsBoard

    voice.print(StatsBoard(voice.texts, voice.width, plain).screen(found, titles))


@click.command("review", cls=SpokenCommand)
@click.option("--days", type=click.IntRange(1, 3650), default=7)
@click.option("--all", "every", is_flag=True)
@click.option("--plain", is_flag=True)
@click.option("--json", "as_json", is_flag=True, expose_value=False)
@spoken
def review(voice: Voice, days: int, every: bool, plain: bool) -> None:
    """Show what was missed lately."""
    from quiz.kinds.registry import kind_of
    from quiz.logbook.vigil import open_log
    from quiz.readiness.missed import Shelf, misses
    from quiz.sitting import open_bank
    from quiz.variants.drawing import draw

    bank = open_bank(voice.warn)
    revisions = {entry.id: entry.revision for entry in bank.entries}
    shelf = Shelf(revisions, bank.question, kind_of, draw)
    now = datetime.now().astimezone()
    # A day of study ends at dawn, and may have been one in another zone.
    since = None if every else now.date() - timedelta(days=days + 2)
    found = misses(open_log(voice.warn).reviews(since), shelf, now, None if every else days)
    if voice.as_json:
        from quiz.readiness.jsonform import review_form

        voice.document(review_form(found))
        return
    from quiz.readiness.missedscreens import MissedScreens

    screens = MissedScreens(voice.texts, bank.syllabus, voice.width, plain, keys=False)
    voice.print(screens.review(found, None if every else days))


@click.command("items", cls=SpokenCommand)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--min", "floor", type=click.IntRange(5, 10_000), default=20)
@click.option("--json", "as_json", is_flag=True, expose_value=False)
@spoken
def items(voice: Voice, files: tuple[Path, ...], floor: int) -> None:
    """Show what a class says about questions."""
    from basis.heap import unswept
    from quiz.items.responses import read_class
    from quiz.items.statistics import item_statistics
    from quiz.items.suspicion import suspected
    from quiz.sitting import open_bank

    bank = open_bank(voice.warn)
    with unswept():
        answers = read_class(files, voice.warn)
    found = suspected(item_statistics(answers, _wrong_options(bank, answers), floor), floor)
    if voice.as_json:
        from quiz.items.jsonform import items_form

        voice.document(items_form(answers, found, floor))
        return
    from quiz.items.board import ItemsBoard

    voice.print(ItemsBoard(voice.texts, voice.width).screen(answers, found, floor))


def _wrong_options(bank: Bank, answers: Class) -> dict[str, list[str]]:
    """The names of the wrong options of the questions that were asked and are as they were."""
    from basis.errors import GongbuError

    found = {}
    for id, revision in {(each.question, each.revision) for each in answers.responses}:
        entry = bank.find(id)
        if entry is None or entry.revision != revision:
            continue
        try:
            options = bank.question(id).body.get("choices", ())
        except GongbuError:  # taken out of its bank a moment ago
            continue
        found[id] = [option["name"] for option in options if not option["correct"]]
    return found


#: What is part of `quiz`.
COMMANDS = (stats, review, items)
