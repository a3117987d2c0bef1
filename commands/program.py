"""What both console scripts have in common: language, help, exit codes, and faults."""

from __future__ import annotations

import re
import sys
from abc import abstractmethod
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from typing import Any

import click

from basis.errors import GongbuError, UsageError
from basis.texts import LANGUAGES, choose_language
from basis.voice import Voice, tame_streams

INTERRUPTED = 130

#: Both show the help, of a program as of each of its commands.
HELP = ("--help", "-h")

#: What click says of too many arguments; it has no exception of its own for that.
_EXTRA = re.compile(r"extra arguments? \((.*)\)\Z")


class SpokenCommand(click.Command):
    """A command whose help is a text of the catalogues, in the language of the run."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help."""
        formatter.write(ctx.find_root().obj.texts(f"help_{self.name}"))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; what click complains about names the command, which it forgets at times.

        Raises:
            click.UsageError: if they cannot be read.
        """
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class Family(SpokenCommand, click.Group):
    """A command of several words: `quiz export html`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named.

        Raises:
            UsageError: if there is none of that name; `near` names the closest one.
        """
        if args[0] not in self.commands and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], self.commands, 1)
            key = "usage_command_near" if near else "usage_command"
            raise _told(UsageError(key, command=args[0], near="".join(near)), ctx)
        return super().resolve_command(ctx, args)


class Program(Family):
    """A console script: language, exit codes and faults of everything below it."""

    @abstractmethod
    def voice(self, lang: str, as_json: bool) -> Voice:
        """How this program speaks."""

    def option_for(self, word: str, options: Collection[str]) -> str | None:
        """The option of a command that a word without one belongs to; None if that is not clear."""
        return None

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> Any:
        """Run the program; never returns."""
        tame_streams()
        words = list(sys.argv[1:] if args is None else args)
        voice = self.voice(choose_language(_value_of("--lang", words)), "--json" in words)
        extra |= {"standalone_mode": False, "prog_name": self.name, "obj": voice}
        extra["help_option_names"] = HELP
        sys.exit(_guarded(voice, lambda: super(Program, self).main(words, **extra)))


def spoken(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command what every one takes: its voice, and the option that Program has read."""
    option = click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False)
    return click.pass_obj(option(command))


def _value_of(option: str, words: Sequence[str]) -> str | None:
    """The value of an option before click reads it, since its complaints need the language."""
    for word, following in pairwise([*words, ""]):
        if word == option or word.startswith(f"{option}="):
            return word.partition("=")[2] or following
    return None


def _told(error: UsageError, ctx: click.Context | None) -> UsageError:
    """The error, with the command whose help tells more: not one whose name nobody types."""
    if ctx is not None and ctx.command.hidden:
        ctx = ctx.parent
    error.command = ctx.command_path if ctx is not None else ""
    return error


def _guarded(voice: Voice, run: Callable[[], Any]) -> int:
    """Run a command; whatever happens becomes an exit code, and words in the right language."""
    try:
        return int(run() or 0)
    except click.ClickException as error:
        return _refused(voice, _told(_usage(error), getattr(error, "ctx", None)))
    except UsageError as error:
        return _refused(voice, error)
    except GongbuError as error:
        return voice.fail(error)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = sys.stderr  # whoever read our output has gone; do not flush to them at exit
        return 1
    except Exception as error:  # the last boundary: what nobody expected is our fault
        return _our_fault(voice, error)


def _refused(voice: Voice, error: UsageError) -> int:
    advice = GongbuError("usage_help", program=error.command) if error.command else None
    return voice.fail(error, advice)


def _our_fault(voice: Voice, error: Exception) -> int:
    from basis.fault import save_fault

    path, kind = save_fault(error), type(error).__name__
    if path is None:
        return voice.fail(GongbuError("our_fault_unsaved", type=kind, text=repr(error)))
    return voice.fail(GongbuError("our_fault", type=kind, path=str(path)))


def _usage(error: click.ClickException) -> UsageError:
    """What click complains about, as an error with a text of ours."""
    if isinstance(error, click.NoSuchOption):
        near = ", ".join(_near(error.option_name, error.possibilities or ()))
        key = "usage_option_near" if near else "usage_option"
        return UsageError(key, option=error.option_name, near=near)
    if isinstance(error, click.BadOptionUsage):
        return UsageError("usage_value_missing", option=error.option_name)
    param = getattr(error, "param", None)
    if isinstance(error, click.MissingParameter) and param is not None:
        return UsageError(f"usage_missing_{param.name}")
    if isinstance(error, click.BadParameter) and param is not None:
        if isinstance(param.type, click.IntRange):
            least, most = param.type.min, param.type.max
            return UsageError("usage_number", option=param.opts[0], least=least, most=most)
        if isinstance(param.type, click.Choice):
            choices = ", ".join(map(str, param.type.choices))
            return UsageError("usage_value", option=param.opts[0], choices=choices)
    if extra := _EXTRA.search(error.message):
        return _stray(extra[1], getattr(error, "ctx", None))
    return UsageError("usage_plain", problem=error.format_message())


def _stray(words: str, ctx: click.Context | None) -> UsageError:
    """What is said of words for which a command has no place."""
    first = words.split()[0]
    if ctx is not None and isinstance(program := ctx.find_root().command, Program):
        options = [option for param in ctx.command.params for option in param.opts]
        if option := program.option_for(first, options):
            typed = f"{ctx.command_path} {option} {first}"
            return UsageError("usage_extra_option", word=first, option=option, typed=typed)
    return UsageError("usage_extra", words=words)


def _near(option: str, possible: Sequence[str]) -> list[str]:
    """Options that may have been meant; the dashes, which all of them have, make none alike."""
    import difflib

    bare = {each.lstrip("-"): each for each in possible}
    return [bare[each] for each in difflib.get_close_matches(option.lstrip("-"), bare)]
