"""An exam that is open in several windows: what each of them keeps, and what it has to know first.

Whatever is answered in any window counts, the later answer in place of the earlier one. So

* a window takes in what the others have kept before it does what the learner asks for, and says
  which answers have changed;
* marks are made of all steps of the log, and nothing is kept any more after another window has
  handed in. Both are checked and kept in one go.
"""

from __future__ import annotations

from quiz.errors import LogError
from quiz.exam.events import Keep
from quiz.logbook.keeping import Keeper
from quiz.logbook.log import Log
from quiz.logbook.records import Step

#: Steps after which nothing is answered.
_OVER = frozenset({"closed", "end"})


class Window:
    """The steps of an exam, as one window knows them.

    Args:
        log: where they are.
        keeper: puts them there.
        exam: its name.
        steps: those of the log, when the exam goes on.

    Attributes:
        steps: those of the log when it was last looked at, and what was kept since.
    """

    def __init__(self, log: Log, keeper: Keeper, exam: str, steps: tuple[Step, ...] = ()) -> None:
        self._log = log
        self._keeper = keeper
        self._exam = exam
        self.steps = tuple(step for step in steps if step.exam == exam)

    def look(self) -> bool:
        """Take in what other windows have kept.

        Returns:
            whether there is anything new; `steps` has it then.
        """
        try:
            found = self._log.steps(self._exam)
        except LogError:  # said when something is kept
            return False
        if frozenset(found) <= frozenset(self.steps):
            return False
        waiting = [step for step in self.steps if step not in found]
        self.steps = (*found, *waiting)
        return True

    def keep(self, keep: Keep) -> bool:
        """Keep what a session wants kept.

        Returns:
            False, and nothing is kept, if another window has closed the exam, or has added to what
            would be closed or marked without it; `steps` has it then.
        """
        mine = tuple(record for record in keep.records if isinstance(record, Step))
        closes = any(step.what in _OVER for step in mine)
        known = frozenset(self.steps)

        def others(found: tuple[Step, ...]) -> bool:
            if any(closes or step.what in _OVER for step in found if step not in known):
                self.steps = found
                return True
            return False

        if not self._keeper.keep(*keep.records, against=others):
            return False
        self.steps += mine
        return True
