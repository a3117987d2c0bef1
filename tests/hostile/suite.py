"""The hostile suite as data: the catalogue, the submissions with their fragments, the course.

Nothing here runs a submission. A submission's text may hold

    # include: NAME     replaced by fragments/NAME.py
    @COURSE@            the folder of the course that is graded (true path)
    @REPO@              the folder of this project
    @OTHER@             the path of another learner's submission
    @PREFIX@            the first part of the canary: what must never be found

so that every attack knows exactly where to look, and finding nothing means something.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

HERE = Path(__file__).parent
REPO = HERE.parent.parent
SUBMISSIONS = HERE / "submissions"

#: The canary is this, a dash and sixteen hex digits drawn at run time.
PREFIX = "kanarienvogel"

#: What a submission prints once its attack is under way, and what it prints if it succeeded.
ATTEMPTED, LEAK = "attempted", "LEAK"

_INCLUDE = re.compile(r"^# include: (\w+)$", re.MULTILINE)


@dataclass(frozen=True)
class Expected:
    """What the catalogue says of one submission."""

    name: str
    outcomes: tuple[str, ...]
    deserves: tuple[float, ...] = (0.0,)
    checks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seconds: float = 5.0
    marker: bool = True
    exercise: str = "target"
    machine: str | None = None
    cleanup: bool = False


def catalogue() -> dict[str, Expected]:
    """All entries of catalogue.yaml by name."""
    raw = yaml.safe_load((HERE / "catalogue.yaml").read_text(encoding="utf-8"))
    return {name: _expected(name, dict(entry)) for name, entry in raw.items()}


def _expected(name: str, entry: dict[str, object]) -> Expected:
    deserves = entry.pop("deserves", 0)
    points = deserves if isinstance(deserves, list) else [deserves]
    checks = {check: tuple(allowed) for check, allowed in entry.pop("checks", {}).items()}
    outcomes = tuple(entry.pop("outcomes"))
    return Expected(name, outcomes, tuple(map(float, points)), checks, **entry)


@dataclass(frozen=True)
class Arena:
    """A copy of the course with a fresh canary in everything that no learner may see."""

    course: Path
    canary: str
    other: Path

    def text(self, source: str) -> str:
        """A submission's text with fragments and paths put in."""
        source = _INCLUDE.sub(lambda m: _fragment(m[1]), source)
        paths = {"COURSE": self.course, "REPO": REPO, "OTHER": self.other, "PREFIX": PREFIX}
        for name, value in paths.items():
            source = source.replace(f"@{name}@", str(value))
        return source

    def place(self, name: str, exercise: str, folder: Path) -> Path:
        """Write a submission of the suite as a learner would hand it in; returns its path."""
        path = folder / name / f"{exercise}.py"
        path.parent.mkdir(parents=True)
        source = (SUBMISSIONS / f"{name}.py").read_text(encoding="utf-8")
        path.write_text(self.text(source), encoding="utf-8")
        return path


def _fragment(name: str) -> str:
    return (HERE / "fragments" / f"{name}.py").read_text(encoding="utf-8").rstrip("\n")


def build_arena(folder: Path, canary_digits: str) -> Arena:
    """Copy the course; hide the canary in solutions, hidden checks and another learner's file."""
    canary = f"{PREFIX}-{canary_digits}"
    course = folder / "course"
    shutil.copytree(HERE / "course", course)
    for path in course.rglob("*.py"):
        path.write_text(path.read_text(encoding="utf-8").replace("@CANARY@", canary))
    other = folder / "learners" / "other" / "target.py"
    other.parent.mkdir(parents=True)
    shutil.copy(course / "solutions" / "target" / "target.py", other)
    return Arena(course, canary, other)
