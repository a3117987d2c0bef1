"""The commands of `quiz`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from basis.texts import Texts
from basis.voice import Voice
from commands.authoring import COMMANDS
from commands.program import Program, SpokenCommand, spoken

if TYPE_CHECKING:
    from quiz.bank.bank import Bank
    from quiz.overview import Tally
    from quiz.records import Review


class Quiz(Program):
    """`quiz`: without a command, the dashboard."""

    def voice(self, lang: str, as_json: bool) -> Voice:
        """How `quiz` speaks."""
        return Voice(Texts(lang, "quiz"), as_json)


@click.group("quiz", cls=Quiz, invoke_without_command=True)
@click.version_option(package_name="gongbu")
@spoken
@click.pass_context
def quiz(ctx: click.Context, voice: Voice) -> None:
    """Ask questions; without a command, show how far the learner is."""
    if ctx.invoked_subcommand is not None:
        return
    from quiz.boards import Boards

    areas, reviews = _overview(voice)
    boards = Boards(voice.texts, voice.width)
    voice.print(boards.dashboard(areas, reviews, datetime.now().astimezone()))


def _overview(voice: Voice) -> tuple[tuple[Tally, ...], tuple[Review, ...]]:
    from quiz.log import Log
    from quiz.overview import overview
    from quiz.sitting import open_bank, read_log

    bank: Bank = open_bank(voice.warn)
    reviews = read_log(Log(), voice.warn)
    return overview(bank.entries, bank.syllabus, reviews), reviews


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
    from quiz.choosing import Wish
    from quiz.log import Log
    from quiz.sitting import Face, Sitting, open_bank
    from quiz.terminal import Pipe, Terminal, open_lines

    bank = open_bank(voice.warn)
    sitting = Sitting(bank, Log(), voice.warn, Wish(topics, areas, kinds), count, seed)
    face: Face
    if voice.as_json:
        from quiz.jsonlines import JsonLines

        face = JsonLines(voice.document, bank.syllabus, Pipe())
    else:
        face = Terminal(voice, bank.syllabus, open_lines(), plain)
    return sitting.run(face, voice.texts.lang)


@quiz.command("topics", cls=SpokenCommand)
@click.option("--json", "as_json", is_flag=True, expose_value=False)
@spoken
def topics(voice: Voice) -> None:
    """List areas and topics."""
    areas, _ = _overview(voice)
    if voice.as_json:
        from quiz.jsonlines import topics_form

        voice.document(topics_form(areas))
    else:
        from quiz.boards import Boards

        voice.print(Boards(voice.texts, voice.width).topics(areas))


for _command in COMMANDS:
    quiz.add_command(_command)
