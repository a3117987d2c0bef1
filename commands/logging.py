"""`quiz log`: looks after the log of answers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from basis.voice import Voice
from commands.program import Family, SpokenCommand, spoken

if TYPE_CHECKING:
    from quiz.logbook.log import Log
    from quiz.logbook.mending import Mended
    from quiz.logbook.records import Record
    from quiz.logbook.transfer import Form


class LogCommand(SpokenCommand):
    """One of `quiz log`: the names of their helps begin with that."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help."""
        formatter.write(ctx.find_root().obj.texts(f"help_log_{self.name}"))


@click.group("log", cls=Family)
@spoken
def log(_: Voice) -> None:
    """Look after the log of answers."""


@log.command("backup", cls=LogCommand)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, expose_value=False)
@spoken
def backup(voice: Voice, file: Path) -> None:
    """Write a copy of the log."""
    from quiz.logbook.backup import backup
    from quiz.logbook.vigil import open_log

    _see_folder(file)
    count = backup(open_log(voice.warn), file)
    if voice.as_json:
        from quiz.logbook.jsonform import backup_form

        voice.document(backup_form(file, count))
    else:
        _say(voice, "log_backed_up", count=count, file=str(file))


@log.command("restore", cls=LogCommand)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mine", is_flag=True)
@click.option("--json", "as_json", is_flag=True, expose_value=False)
@spoken
def restore(voice: Voice, file: Path, mine: bool) -> None:
    """Add what is in a backup or an export and not in the log."""
    from quiz.errors import UsageError
    from quiz.logbook.log import Log
    from quiz.logbook.mending import mend
    from quiz.logbook.returning import see_that_it_stays, table_form

    see_that_it_stays(file)
    log, form = Log(), table_form(file)
    if file.resolve() == log.path.resolve():
        raise UsageError("log_own_file", file=str(file))
    records, refused = _records_in(voice, file, form, None if mine else log)
    mended = mend(log, datetime.now(), records, tell=voice.warn, forget=_forget)
    known = len(records) - mended.added
    if not voice.as_json:
        _say_restored(voice, mended, str(file), known, refused)
        if form is not None:
            _say(voice, "log_restored_table")
        _say_aside(voice, mended)
    remembered = None if mended.whole else _remember(voice, log)
    if voice.as_json:
        from quiz.logbook.jsonform import restore_form

        table = form is not None
        voice.document(restore_form(file, mended, known, refused, table, remembered))


@log.command("rebuild", cls=LogCommand)
@click.option("--json", "as_json", is_flag=True, expose_value=False)
@spoken
def rebuild(voice: Voice) -> None:
    """Repair the log, and derive anew what follows from it."""
    from quiz.logbook.log import Log
    from quiz.logbook.mending import mend

    log = Log()
    mended = mend(log, datetime.now(), tell=voice.warn, forget=_forget)
    if not voice.as_json:
        if mended.whole:
            _say(voice, "log_whole", count=mended.count)
        else:
            _say_rebuilt(voice, mended)
        _say_aside(voice, mended)
    remembered = _remember(voice, log)
    if voice.as_json:
        from quiz.logbook.jsonform import rebuild_form

        voice.document(rebuild_form(mended, remembered))


@log.command("export", cls=LogCommand)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, expose_value=False)
@spoken
def export(voice: Voice, file: Path) -> None:
    """Write the answers as a table."""
    from quiz.errors import LogError, UsageError
    from quiz.logbook.log import Log
    from quiz.logbook.transfer import form_of, rows_of, write_rows

    name = str(file)
    form = form_of(name)
    rows = rows_of(Log(warn=voice.warn).records())
    if name == "-":
        stream = TextIOWrapper(sys.stdout.buffer, encoding="utf-8")
        write_rows(rows, stream, form)
        stream.detach()
        return
    _see_folder(file)
    try:
        # With a mark of its encoding, without which spreadsheets do not show Hangul.
        encoding = "utf-8-sig" if form == "csv" else "utf-8"
        with file.open("x", encoding=encoding, newline="") as stream:
            write_rows(rows, stream, form)
    except FileExistsError:
        raise UsageError("log_exists", file=name) from None
    except OSError as error:
        with suppress(OSError):
            file.unlink()
        reason = error.strerror or type(error).__name__
        raise LogError("log_unwritable_file", file=name, reason=reason) from None
    if voice.as_json:
        from quiz.logbook.jsonform import export_form

        voice.document(export_form(file, form, len(rows)))
    else:
        _say(voice, "log_exported", count=len(rows), file=name)


def _see_folder(file: Path) -> None:
    """See that there is a folder for a file.

    Raises:
        UsageError: if there is none, which is no fault of a disk.
    """
    from quiz.errors import UsageError

    if not file.parent.is_dir():
        raise UsageError("log_folder_missing", file=str(file), folder=str(file.parent))


def _records_in(
    voice: Voice, file: Path, form: Form | None, log: Log | None
) -> tuple[Sequence[Record], int]:
    """The records of a file, and how many of its lines or rows are none.

    Args:
        voice: says which are none.
        file: the file.
        form: of a table; None for a backup.
        log: a log to which a table of another learner must not be added; None for any.
    """
    from quiz.errors import UsageError
    from quiz.logbook.gathering import held, lines_of, records_in
    from quiz.logbook.returning import is_of_another, table_in

    if form is None:
        return records_in(file, voice.warn)
    table = table_in(file, form, voice.warn)
    if log is not None and is_of_another(table, [*held(log)[0], *lines_of(log, 0)[0]]):
        raise UsageError("log_table_of_another", file=str(file))
    return table.records, table.refused


def _say(voice: Voice, key: str, **fields: object) -> None:
    """Say a sentence; not wrapped, since paths and commands in it are for copying."""
    from rich.text import Text as Line

    from basis.layout import visible

    voice.print(Line(visible(voice.texts(key, **fields))))


def _say_restored(voice: Voice, mended: Mended, name: str, known: int, refused: int) -> None:
    if mended.damaged or mended.twin or mended.doubled:
        _say_rebuilt(voice, mended)
    _say(voice, "log_restored", added=mended.added, known=known, file=name)
    if refused:
        _say(voice, "log_restore_skipped", lines=refused, file=name)


def _say_rebuilt(voice: Voice, mended: Mended) -> None:
    _say(voice, "log_rebuilt", count=mended.count, log=mended.log, copy=mended.twin)
    if mended.skipped:
        _say(voice, "log_skipped", lines=mended.skipped)
    if mended.doubled:
        _say(voice, "log_doubled", count=mended.doubled)
    if not mended.in_step and mended.twin_fault is None:
        _say(voice, "log_copied")


def _say_aside(voice: Voice, mended: Mended) -> None:
    for path in mended.aside:
        _say(voice, "log_set_aside", path=str(path))
    if mended.twin_fault is not None:
        voice.warn(mended.twin_fault)


def _forget() -> None:
    """Forget what was derived from the log."""
    from basis.places import cache_folder
    from quiz.memory.shelf import Shelf
    from quiz.readiness.recorded import RecordShelf

    Shelf(cache_folder()).clear()
    RecordShelf(cache_folder()).clear()


def _remember(voice: Voice, log: Log) -> int | None:
    """Derive the memory anew; the order of the log may have changed.

    Returns:
        from how many reviews; None, after a word on why, if that cannot be done.
    """
    from basis.errors import GongbuError
    from basis.places import cache_folder
    from quiz.memory.remembering import rebuilt
    from quiz.sitting import open_bank

    _forget()
    try:
        revisions = {entry.id: entry.revision for entry in open_bank(voice.warn).entries}
        memory = rebuilt(log, revisions, cache_folder())
    except GongbuError as error:  # the log is whole nevertheless
        voice.warn(error)
        return None
    if not voice.as_json:
        _say(voice, "log_remembered", count=memory.reviews)
    return memory.reviews


#: What is part of `quiz`.
COMMANDS = (log,)
