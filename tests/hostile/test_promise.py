"""Twice as long passes, three times fails: a whole grading, with CPU time counted, not measured.

The clock that races are judged by is replaced by a count of what was done, so that no machine can
be too slow, too busy or too uneven for so narrow a line. Everything else is real.
"""

from __future__ import annotations

import secrets
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from grader.cast import Pristine
from grader.course import Course
from grader.sandbox import Worker
from grader.session import Session
from grader.submission import read_submission
from grader.verdict import Outcome
from tests.hostile.suite import Arena, build_arena

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the fences are Linux's"),
]

#: Seconds that a call counts, and each character that is printed.
CALL_S = 0.5
SEED = 20261122

#: It takes so many times as long as the reference, which prints nothing, and says so.
SLOWER = """# include: honest

real = smooth


def smooth(x):
    print("." * {more}, end="", flush=True)
    return real(x)
"""


@pytest.fixture(scope="module")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Arena:
    return build_arena(tmp_path_factory.mktemp("promise"), secrets.token_hex(8))


@pytest.fixture(scope="module")
def session(arena: Arena) -> Iterator[Session]:
    with Session(Course(arena.course)) as session:
        yield session


@pytest.fixture(autouse=True)
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A CPU clock that counts calls and what they print."""
    calls: Counter[int] = Counter()
    request = Worker.request

    def counting(worker: Worker, message: Sequence[Any], **limits: Any) -> Any:
        calls[worker.pid] += message[0] == "call"
        return request(worker, message, **limits)

    def cpu(worker: Worker) -> float:
        return CALL_S * (calls[worker.pid] + worker.printed()[1])

    monkeypatch.setattr(Worker, "request", counting)
    monkeypatch.setattr(Worker, "cpu", cpu)
    monkeypatch.setattr(Pristine, "price", lambda *_: 0.0)  # of bytes, which are not counted


@pytest.mark.parametrize(
    ("factor", "outcome"), [(1, Outcome.PASSED), (2, Outcome.PASSED), (3, Outcome.SLOW)]
)
def test_twice_passes_and_three_times_fails(
    factor: int, outcome: Outcome, arena: Arena, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "target.py"
    path.write_text(arena.text(SLOWER.format(more=factor - 1)), encoding="utf-8")
    submission = read_submission(path, Course(arena.course).exercise("target"))
    verdict = session.grade("target", submission, SEED)
    outcomes = {check.name: check.outcome for check in verdict.checks}
    assert outcomes.pop("race_smooth") is outcome
    assert set(outcomes.values()) == {Outcome.PASSED}
    (race,) = [check.race for check in verdict.checks if check.race]
    assert race.ratio == pytest.approx(factor)
