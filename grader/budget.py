"""What one submission may spend over all its workers: CPU time, waiting, runaway calls."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from basis.texts import Message
from grader.halt import Halt
from grader.verdict import Outcome

#: After this many runaway calls a function is not called again: limits are paid once or twice.
RUNAWAYS = 2
#: Keys of the messages that say so, without a call having been made.
SPENT = frozenset({"not_called_again", "total_limit", "total_idle_limit"})


@dataclass
class Budget:
    """Shared by all performers of a submission; without a total it only counts.

    Attributes:
        total_s: CPU seconds, and as many seconds of waiting (naps are cheap one by one); None
            for files of ours, whose runaways are not held against them.
        cpu_s: CPU seconds spent.
        idle_s: seconds in which workers slept or were blocked.
        runaways: calls that ran into a limit, by function.
    """

    total_s: float | None = None
    cpu_s: float = 0.0
    idle_s: float = 0.0
    runaways: Counter[str] = field(default_factory=Counter)

    def check(self, function: str) -> None:
        """See whether a function may be called once more.

        Raises:
            Halt: `timeout`, if it ran away too often or the whole budget is spent.
        """
        if self.runaways[function] >= RUNAWAYS:
            raise Halt(Outcome.TIMEOUT, Message("not_called_again", {"function": function}))
        for spent, key in ((self.cpu_s, "total_limit"), (self.idle_s, "total_idle_limit")):
            if self.total_s is not None and spent > self.total_s:
                raise Halt(Outcome.TIMEOUT, Message(key, {"limit_s": self.total_s}))

    def ran_away(self, function: str) -> None:
        """Count a call that ran into a limit."""
        self.runaways[function] += 1
