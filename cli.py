"""The command line: `quiz` and `grade`. Parses, calls, prints; everything else is elsewhere."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from grader.course import Course
from grader.errors import GraderError, HistoryError, UsageError
from grader.history import History
from grader.texts import LANGUAGES, choose_language
from grader.voice import Voice, tame_streams
from grader.workspace import Workspace

# What takes long to import (rich, pytest, numpy) is imported where it is used, so that `--help`
# and `list` answer at once; tests/test_cli.py holds that.

LEVELS = ("strong", "good", "partial", "process")
INTERRUPTED = 130

#: What click says of too many arguments; it has no exception of its own for that.
_EXTRA = re.compile(r"extra arguments? \((.*)\)\Z")


class SpokenCommand(click.Command):
    """A command whose help is a text of the catalogues, in the language of the run."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help."""
        formatter.write(ctx.find_root().obj.texts(f"help_{self.name}"))


class Program(SpokenCommand, click.Group):
    """A console script: language, exit codes and faults of everything below it."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> Any:
        """Run the program; never returns."""
        tame_streams()
        words = list(sys.argv[1:] if args is None else args)
        voice = Voice(choose_language(_value_of("--lang", words)), "--json" in words)
        extra |= {"standalone_mode": False, "prog_name": self.name, "obj": voice}
        sys.exit(_guarded(voice, lambda: super(Program, self).main(words, **extra)))


class Grade(Program):
    """`grade`: a first word that is no command is a slug, and options may come before it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command first: the one that is named, or else the one that judges."""
        if args[:1] not in (["--help"], ["--version"]):
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


def _value_of(option: str, words: Sequence[str]) -> str | None:
    """The value of an option before click reads it, since its complaints need the language."""
    for word, following in pairwise([*words, ""]):
        if word == option or word.startswith(f"{option}="):
            return word.partition("=")[2] or following
    return None


def _guarded(voice: Voice, run: Callable[[], Any]) -> int:
    """Run a command; whatever happens becomes an exit code, and words in the right language."""
    try:
        return int(run() or 0)
    except click.ClickException as error:
        return voice.fail(_usage(error), "usage_help")
    except GraderError as error:
        return voice.fail(error)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = sys.stderr  # whoever read our output has gone; do not flush to them at exit
        return 1
    except Exception as error:  # the last boundary: what nobody expected is our fault
        return _our_fault(voice, error)


def _our_fault(voice: Voice, error: Exception) -> int:
    from grader.fault import save_fault

    path, kind = save_fault(error), type(error).__name__
    if path is None:
        voice.fail(GraderError("our_fault_unsaved", type=kind, text=repr(error)))
    else:
        voice.fail(GraderError("our_fault", type=kind, path=str(path)))
    return GraderError.exit_code


def _usage(error: click.ClickException) -> UsageError:
    """What click complains about, as an error with a text of ours."""
    if isinstance(error, click.NoSuchOption):
        near = ", ".join(error.possibilities or ())
        key = "usage_option_near" if near else "usage_option"
        return UsageError(key, option=error.option_name, near=near)
    if isinstance(error, click.BadOptionUsage):
        return UsageError("usage_value_missing", option=error.option_name)
    param = getattr(error, "param", None)
    if isinstance(error, click.MissingParameter) and param is not None:
        return UsageError("usage_missing", missing=param.human_readable_name.upper())
    if isinstance(error, click.BadParameter) and param is not None:
        if isinstance(param.type, click.IntRange):
            least, most = param.type.min, param.type.max
            return UsageError("usage_number", option=param.opts[0], least=least, most=most)
        if isinstance(param.type, click.Choice):
            choices = ", ".join(map(str, param.type.choices))
            return UsageError("usage_value", option=param.opts[0], choices=choices)
    if extra := _EXTRA.search(error.message):
        return UsageError("usage_extra", words=extra[1])
    return UsageError("usage_plain", problem=error.format_message())


def _spoken(command: Callable[..., Any]) -> Callable[..., Any]:
    """What every command takes: its Voice, and the option that Program has read already."""
    option = click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False)
    return click.pass_obj(option(command))


# --- quiz --------------------------------------------------------------------------------------


@click.group("quiz", cls=Program, invoke_without_command=True)
@click.version_option(package_name="gongbu")
@_spoken
def quiz(voice: Voice) -> None:
    """Ask questions; for now, say that there are none yet and what there is instead."""
    voice.say("quiz_not_yet")
    voice.print("")
    _show_exercises(voice)


# --- grade -------------------------------------------------------------------------------------


@click.group("grade", cls=Grade)
@click.version_option(package_name="gongbu")
@_spoken
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
@_spoken
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
        judging = Judging(voice, Sitting(session, History()), seed)
        return judging.at_every_save(chosen) if watch else judging.once(chosen)


@grade.command("list", cls=SpokenCommand)
@_spoken
def list_(voice: Voice) -> None:
    """Show the exercises and how far the learner is."""
    _show_exercises(voice)


def _show_exercises(voice: Voice) -> None:
    course = Course.find()
    try:
        attempts = History().attempts()
    except HistoryError as error:
        voice.warn(error)
        attempts = ()
    exercises = [course.exercise(slug) for slug in course.slugs()]
    started = Workspace.here().started(course)
    voice.print(voice.screens.exercises(exercises, attempts, started, datetime.now().astimezone()))


def _with_slug(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.argument("slug")(_spoken(command))


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
@_spoken
def history(voice: Voice, slug: str | None) -> None:
    """Show earlier attempts."""
    if slug is not None:
        Course.find().exercise(slug)
    attempts = History().attempts(slug)
    voice.print(voice.screens.history(attempts, slug, datetime.now().astimezone()))


@grade.command("check", cls=SpokenCommand)
@click.argument("slugs", nargs=-1)
@_spoken
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


if __name__ == "__main__":
    grade()
