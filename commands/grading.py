"""The commands of `grade`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from commands.linking import quiz_notes, tell_quiz
from commands.program import HELP, Program, SpokenCommand, spoken
from grader.course import Course
from grader.errors import HistoryError, UsageError
from grader.history import History
from grader.voice import Voice
from grader.workspace import Workspace

# What takes long to import (rich, pytest, numpy) is imported where it is used, so that `--help`
# and `list` answer at once; tests/test_cli.py holds that.

LEVELS = ("strong", "good", "partial", "process")


class Grade(Program):
    """`grade`: a first word that is no command is a slug, and options may come before it."""

    def voice(self, lang: str, as_json: bool) -> Voice:
        """How `grade` speaks."""
        return Voice(lang, as_json)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command first: the one that is named, or else the one that judges."""
        if args[:1] not in (*([word] for word in HELP), ["--version"]):
            at = self._first_word(args)
            if at is not None and args[at] in self.commands:
                args = [args[at], *args[:at], *args[at + 1 :]]
            else:
                args = ["slug", *args]
        return super().parse_args(ctx, args)

    def _first_word(self, args: Sequence[str]) -> int | None:
        valued = {"--submission", "--seed", "--lang", "--require"}
        words = (i for i, word in enumerate(args) if not word.startswith("-"))
        return next((i for i in words if i == 0 or args[i - 1] not in valued), None)


@click.group("grade", cls=Grade)
@click.version_option(package_name="gongbu")
@spoken
def grade(voice: Voice) -> None:
    """Judge a learner's work on the exercises."""


@grade.command("slug", cls=SpokenCommand, hidden=True)
@click.argument("slugs", nargs=-1)
@click.option("--submission", type=click.Path(path_type=Path))
@click.option("--seed", type=click.IntRange(0, 2**63 - 1))
@click.option("--json", "as_json", is_flag=True, expose_value=False)
@click.option("--watch", is_flag=True)
@click.option("--public-only", is_flag=True)
@click.option("--require", type=click.Choice(LEVELS))
@spoken
def judge(
    voice: Voice,
    slugs: tuple[str, ...],
    submission: Path | None,
    seed: int | None,
    watch: bool,
    public_only: bool,
    require: str | None,
) -> int:
    """Judge exercises, once or at every save."""
    if watch and voice.as_json:
        raise UsageError("usage_watch_json")
    from grader.judging import Judging
    from grader.session import Session
    from grader.sitting import Sitting, targets
    from grader.verdict import Level

    course = Course.find()
    chosen = targets(course, Workspace.here(), slugs, submission)
    prepare = [target.exercise.slug for target in chosen]
    level = Level(require) if require else None
    with Session(course, prepare=prepare, public_only=public_only, require=level) as session:
        # What somebody else handed in says nothing about this learner.
        onward = partial(tell_quiz, voice) if submission is None else None
        judging = Judging(voice, Sitting(session, History()), seed, onward)
        return judging.at_every_save(chosen) if watch else judging.once(chosen)


@grade.command("list", cls=SpokenCommand)
@spoken
def list_(voice: Voice) -> None:
    """Show the exercises and how far the learner is."""
    show_exercises(voice)


def show_exercises(voice: Voice) -> None:
    """Print the exercises, and how far the learner is with each."""
    course = Course.find()
    try:
        attempts = History().attempts()
    except HistoryError as error:
        voice.warn(error)
        attempts = ()
    exercises = [course.exercise(slug) for slug in course.slugs()]
    started = Workspace.here().started(course)
    topics = {exercise.slug: exercise.topics for exercise in exercises}
    asides = quiz_notes(topics, voice.texts.lang)
    now = datetime.now().astimezone()
    voice.print(voice.screens.exercises(exercises, attempts, started, now, asides))


def _with_slug(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.argument("slug")(spoken(command))


@grade.command("start", cls=SpokenCommand)
@_with_slug
def start(voice: Voice, slug: str) -> None:
    """Make the learner's file and the statement."""
    exercise = Course.find().exercise(slug)
    made = Workspace.here().start(exercise, voice.texts.lang)
    voice.print(voice.screens.started(exercise, made))


@grade.command("reset", cls=SpokenCommand)
@_with_slug
def reset(voice: Voice, slug: str) -> None:
    """Lay the stub anew, keeping the old file."""
    exercise, workspace = Course.find().exercise(slug), Workspace.here()
    kept = ", ".join(map(str, workspace.reset(exercise)))
    voice.say("reset_done", path=workspace.file(exercise), kept=kept)


@grade.command("hint", cls=SpokenCommand)
@_with_slug
def hint(voice: Voice, slug: str) -> None:
    """Show one more hint."""
    exercise, workspace = Course.find().exercise(slug), Workspace.here()
    shown = workspace.hints_shown(slug)
    voice.print(voice.screens.hints(exercise, shown))
    if shown < len(exercise.hints):
        workspace.count_hint(slug)


@grade.command("show", cls=SpokenCommand)
@click.option("--solution", "what", flag_value="solution")
@click.option("--checks", "what", flag_value="checks")
@_with_slug
def show(voice: Voice, slug: str, what: str | None) -> None:
    """Show the statement, the public checks, or the solution once it was passed."""
    exercise = Course.find().exercise(slug)
    if what == "solution":
        if not any(attempt.passed for attempt in History().attempts(slug)):
            raise UsageError("show_solution_refused", slug=slug)
        voice.show_source(exercise.solution)
    elif what == "checks":
        voice.show_source(exercise.check_files[0])
    else:
        voice.show_statement(exercise.statement(voice.texts.lang))
        voice.say("show_checks", "dim", slug=slug)


@grade.command("history", cls=SpokenCommand)
@click.argument("slug", required=False)
@spoken
def history(voice: Voice, slug: str | None) -> None:
    """Show earlier attempts."""
    if slug is not None:
        Course.find().exercise(slug)
    attempts = History().attempts(slug)
    voice.print(voice.screens.history(attempts, slug, datetime.now().astimezone()))


@grade.command("check", cls=SpokenCommand)
@click.argument("slugs", nargs=-1)
@spoken
def check(voice: Voice, slugs: tuple[str, ...]) -> int:
    """Prove exercises, for their authors."""
    from grader.prove import prove
    from grader.session import Session

    course = Course.find()
    proofs = []
    with Session(course) as session:
        for slug in slugs or course.slugs():
            with voice.out.status(voice.texts("check_running", slug=slug)):
                proofs.append(prove(course, session, slug))
            voice.print(voice.screens.proof(proofs[-1]))
    if len(proofs) > 1:
        voice.print(voice.screens.proofs(proofs))
    return 2 if any(proof.problems for proof in proofs) else 0
