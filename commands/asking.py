"""The commands of `quiz`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import partial

import click

from basis.texts import Texts
from basis.voice import Voice
from commands import authoring, examining, exporting, logging, measuring, planning
from commands.program import Program, SpokenCommand, spoken


class Quiz(Program):
    """`quiz`: without a command, the dashboard."""

    def voice(self, lang: str, as_json: bool) -> Voice:
        """How `quiz` speaks."""
        return Voice(Texts(lang, "quiz"), as_json)

    def option_for(self, word: str, options: Collection[str]) -> str | None:
        """The option that a word without one belongs to; None if that is not clear."""
        from commands.strays import option_for

        return option_for(word, options)


@click.group("quiz", cls=Quiz, invoke_without_command=True)
@click.version_option(package_name="gongbu")
@click.option("--json", "as_json", is_flag=True, expose_value=False)
@spoken
@click.pass_context
def quiz(ctx: click.Context, voice: Voice) -> None:
    """Ask questions; without a command, show how far the learner is."""
    if ctx.invoked_subcommand is not None:
        return
    planning.show_dashboard(voice)


@quiz.command("start", cls=SpokenCommand)
@click.option("--topic", "topics", multiple=True)
@click.option("--area", "areas", multiple=True)
@click.option("--kind", "kinds", multiple=True)
@click.option("--count", type=click.IntRange(1, 500), default=12)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1))
@click.option("--plain", is_flag=True)
@click.option("--json", "as_json", is_flag=True, expose_value=False)
@spoken
def start(
    voice: Voice,
    topics: tuple[str, ...],
    areas: tuple[str, ...],
    kinds: tuple[str, ...],
    count: int,
    seed: int | None,
    plain: bool,
) -> int:
    """Ask questions, one at a time."""
    from basis.heap import unswept
    from quiz.choosing import Wish
    from quiz.lines import Pipe, open_lines
    from quiz.logbook.vigil import open_log
    from quiz.sitting import Face, Sitting, open_bank
    from quiz.terminal import Terminal

    with unswept():
        bank = open_bank(voice.warn)
        log = open_log(voice.warn)
        sitting = Sitting(bank, log, voice.warn, Wish(topics, areas, kinds), count, seed)
    face: Face
    if voice.as_json:
        from quiz.jsonlines import JsonLines

        face = JsonLines(voice.document, bank.syllabus, Pipe())
    else:
        exercises = partial(planning.exercises, voice)
        face = Terminal(voice, bank.syllabus, open_lines(), plain, exercises)
    return sitting.run(face, voice.texts.lang)


@quiz.command("topics", cls=SpokenCommand)
@click.option("--area", "named", multiple=True)
@click.option("--json", "as_json", is_flag=True, expose_value=False)
@spoken
def topics(voice: Voice, named: tuple[str, ...]) -> None:
    """List areas and topics."""
    from quiz.choosing import Wish, chosen
    from quiz.logbook.vigil import open_log
    from quiz.memory.days import study_day
    from quiz.progress.overview import overview
    from quiz.sitting import open_bank, read_learner

    bank, today = open_bank(voice.warn), study_day(datetime.now().astimezone())
    revisions = {entry.id: entry.revision for entry in bank.entries}
    memory, _ = read_learner(open_log(voice.warn), revisions, voice.warn)
    entries = chosen(bank.entries, bank.syllabus, Wish(areas=named)) if named else bank.entries
    areas = overview(entries, bank.syllabus, memory, today)
    if voice.as_json:
        from quiz.jsonlines import topics_form

        voice.document(topics_form(areas))
    else:
        from quiz.progress.boards import Board

        voice.print(Board(voice.texts, voice.width).topics(areas))


#: Commands of `quiz` from elsewhere.
_OTHERS = (authoring, examining, exporting, logging, measuring, planning)

for _command in (command for module in _OTHERS for command in module.COMMANDS):
    quiz.add_command(_command)
