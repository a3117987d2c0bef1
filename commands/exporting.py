"""`quiz export`: what Gongbu holds, in forms for elsewhere."""

from __future__ import annotations

from pathlib import Path
from random import SystemRandom

import click

from basis.places import cache_folder
from basis.voice import Voice
from commands.program import Family, SpokenCommand, spoken


@click.command("html", cls=SpokenCommand)
@click.option("--exam", default="")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1))
@click.option("--count", type=click.IntRange(1, 500))
@click.option("--minutes", type=click.IntRange(1, 600))
@click.option("--out", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True)
@spoken
def html(
    voice: Voice,
    exam: str,
    seed: int | None,
    count: int | None,
    minutes: int | None,
    out: Path | None,
    force: bool,
) -> None:
    """Print an exam paper, and its key apart."""
    from quiz.errors import UsageError
    from quiz.exam.assembling import assemble
    from quiz.exam.blueprints import find, load_blueprints
    from quiz.picking import SEEDS
    from quiz.printing.files import write_both
    from quiz.printing.printing import Printer, printed
    from quiz.sitting import open_bank

    bank = open_bank(voice.warn)
    blueprints = load_blueprints(bank.folder, cache_folder())
    if not exam:
        raise UsageError("print_which", known=list(blueprints))
    blueprint = find(blueprints, exam)
    seed = SystemRandom().randrange(SEEDS) if seed is None else seed
    paper = assemble(blueprint, bank.entries, seed, count, minutes)
    questions = printed(paper, bank.question)
    printer = Printer(voice.texts, bank.syllabus)
    words = ["quiz export html --exam", exam, "--seed", seed]
    words += ["--count", count] if count else []
    words += ["--minutes", minutes] if minutes else []
    again = " ".join(map(str, words))
    name = Path(f"exam-{exam}-{seed}.html")
    file = out / name if out and out.is_dir() else out or name
    key = write_both(
        file, printer.paper(paper, questions), printer.key(paper, questions, again), force
    )
    voice.say("print_written", paper=str(file))
    voice.say("print_key_written", key=str(key))


#: Each format by its name.
FORMATS: dict[str, click.Command] = {"html": html}


@click.group("export", cls=Family, commands=FORMATS)
@spoken
def export(voice: Voice) -> None:
    """Write what Gongbu holds in a form for elsewhere."""


#: What is part of `quiz`.
COMMANDS = (export,)
