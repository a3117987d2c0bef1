"""The memory of now: what was kept, and what the log has had since. Touches disks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from quiz.logbook.extent import Extent, extent
from quiz.logbook.log import Log
from quiz.logbook.records import Records
from quiz.memory.memory import Memory
from quiz.memory.shelf import Shelf


def remembered(log: Log, revisions: Mapping[str, int], folder: Path) -> Memory:
    """What the learner remembers, as far as the log tells.

    Args:
        log: the learner's.
        revisions: the present revision of each question.
        folder: where memories are kept between two runs.

    Raises:
        LogError: if the log cannot be read.
    """
    shelf, key = Shelf(folder), key_of(log, revisions)
    kept = shelf.load(key)
    if kept is not None and _upto(kept) == log.extent():
        return kept
    memory = _brought_up(kept, log.records(), revisions)
    shelf.keep(key, memory)
    return memory


def rebuilt(log: Log, revisions: Mapping[str, int], folder: Path) -> Memory:
    """The same, derived from the log alone.

    Raises:
        LogError: if the log cannot be read.
    """
    Shelf(folder).clear()
    return remembered(log, revisions, folder)


def _upto(memory: Memory) -> Extent:
    return Extent(memory.reviews, memory.flags, memory.slips, memory.ends)


def _brought_up(kept: Memory | None, records: Records, revisions: Mapping[str, int]) -> Memory:
    """Derived anew, unless all that is new comes after what is known."""
    from quiz.memory.deriving import continued, derived
    from quiz.memory.fitting import fitted, milestone

    fit = milestone(len(records.reviews))
    if kept is not None and kept.fitted == fit and extends(kept, records):
        reviews, slips = records.reviews[kept.reviews :], records.slips[kept.slips :]
        memory = continued(kept, reviews, slips, revisions)
    else:
        parameters = fitted(records.reviews[:fit], revisions)
        memory = derived(records.reviews, records.slips, revisions, parameters, fit)
    return memory.upto(extent(records.reviews, records.flags, records.slips))


def extends(kept: Memory, records: Records) -> bool:
    """Whether a log still begins with what is known, and nothing new speaks against that."""
    begins = extent(
        records.reviews[: kept.reviews], records.flags[: kept.flags], records.slips[: kept.slips]
    )
    if begins != _upto(kept):
        return False  # another log, or answers of long ago were taken into it
    known = {(review.session, review.turn) for review in records.reviews[: kept.reviews]}
    return not any((f.session, f.turn) in known for f in records.flags[kept.flags :])


def key_of(log: Log, revisions: Mapping[str, int]) -> str:
    """Names what is derived from a log.

    Another log, or another revision of any question, has another one.
    """
    raised = sorted(item for item in revisions.items() if item[1] != 1)
    return repr((str(log.path.absolute()), raised))
