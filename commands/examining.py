"""The command `quiz exam`."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from typing import Any

import click

from basis.voice import Voice
from commands.program import SpokenCommand, spoken


@click.command("exam", cls=SpokenCommand)
@click.option("--blueprint")
@click.option("--minutes", type=click.IntRange(1, 600))
@click.option("--count", type=click.IntRange(1, 500))
@click.option("--seed", type=click.IntRange(0, 2**63 - 1))
@click.option("--resume", is_flag=True)
@click.option("--hand-in", is_flag=True)
@click.option("--report", is_flag=True)
@click.option("--plain", is_flag=True)
@click.option("--json", "as_json", is_flag=True, expose_value=False)
@spoken
def exam(
    voice: Voice, resume: bool, hand_in: bool, report: bool, plain: bool, **wishes: Any
) -> int:
    """Sit a mock exam."""
    from quiz.exam.running import Face
    from quiz.exam.sitting import Sitting, Wish
    from quiz.exam.terminal import ExamTerminal
    from quiz.exam.watch import watched
    from quiz.lines import Pipe, open_lines
    from quiz.logbook.vigil import open_log
    from quiz.readiness.foresight import foresight
    from quiz.sitting import open_bank

    again = {"--resume": resume, "--hand-in": hand_in, "--report": report}
    _alone([option for option, asked in again.items() if asked], wishes)
    bank = open_bank(voice.warn)
    log = open_log(voice.warn)
    foresee = foresight(bank, log, datetime.now().astimezone())

    def sit(face: Face) -> int:
        sitting = Sitting(bank, log, voice.warn, face, voice.texts.lang, foresee)
        if report:
            sitting.report()
            return 0
        return sitting.resume(hand_in) if resume or hand_in else sitting.begin(Wish(**wishes))

    if voice.as_json:
        from quiz.exam.jsonlines import ExamLines

        return sit(ExamLines(voice.document, bank.syllabus, Pipe()))
    lines = watched(open_lines(), voice.texts, plain)
    with closing(ExamTerminal(voice, bank.syllabus, lines, plain)) as face:
        return sit(face)


def _alone(again: list[str], wishes: dict[str, Any]) -> None:
    """Refuse wishes about a new exam beside an option that is about an old one."""
    from quiz.errors import UsageError

    others = [*again[1:], *(f"--{name}" for name, value in wishes.items() if value is not None)]
    if again and others:
        raise UsageError("exam_alone", option=again[0], others=others)


#: What is part of `quiz`.
COMMANDS = (exam,)
