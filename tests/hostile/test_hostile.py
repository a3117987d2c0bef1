"""Hostile submissions: none gains a point, outlives its limits, sees a secret or leaves a trace.

All are graded by one session, as a class would be. `catalogue.yaml` says what each deserves.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import platform
import re
import resource
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from grader import collection, wire
from grader.course import Course
from grader.errors import SubmissionError
from grader.jsonform import run_form
from grader.report import Report
from grader.sandbox import Layers
from grader.session import Session
from grader.submission import read_submission
from grader.texts import Texts
from grader.verdict import Level, Outcome, Verdict
from tests.hostile.odd_files import ODD
from tests.hostile.suite import (
    ATTEMPTED,
    HERE,
    LEAK,
    PREFIX,
    REPO,
    SUBMISSIONS,
    Arena,
    Expected,
    build_arena,
    catalogue,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the fences are Linux's"),
]

CATALOGUE = catalogue()
SEED = 20261122

#: The honest solution and the stub are graded again after this many hostile submissions.
EVERY = 12

#: The grader itself may grow by this much over the whole suite, whatever it is sent.
MOST_GROWTH_MB = 1_000

#: CPU seconds that a check may spend in our process here: the usual limit would only take longer.
OWN_CPU_S = 4.0

#: How many times longer than on an idle machine grading may take: what ignores its limits takes
#: for ever, and a machine that is slow or busy is no fault of the grader.
PATIENCE = 20

#: How long one text in a verdict may be, and all of them together.
LONGEST_TEXT, LONGEST_VERDICT = 100_000, 1_000_000

#: No verdict holds a control character, a lone surrogate, or a mark that turns text around.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028-\u202e\u2066-\u2069]")


@dataclass
class Ground:
    """One session on one arena, and what was there before."""

    arena: Arena
    course: Course
    session: Session
    folder: Path
    before: Mapping[str, Any]
    graded: list[str] = field(default_factory=list)
    others: list[Session] = field(default_factory=list)

    def close(self) -> None:
        """End all sessions."""
        for session in (self.session, *self.others):
            session.close()

    def grade(self, path: Path, slug: str = "target") -> tuple[Verdict, float]:
        """Grade a submission; the verdict, and the wall seconds it took."""
        started = time.monotonic()
        submission = read_submission(path, self.course.exercise(slug))
        verdict = self.session.grade(slug, submission, SEED)
        return verdict, time.monotonic() - started

    def honest(self, slug: str) -> tuple[Verdict, float]:
        """Grade the reference as if a learner had written it."""
        return self.grade(self._copy(self.course.exercise(slug).solution, "honest"), slug)

    def stub(self, slug: str) -> tuple[Verdict, float]:
        """Grade the untouched stub."""
        return self.grade(self._copy(self.course.exercise(slug).stub, "stub"), slug)

    def _copy(self, source: Path, name: str) -> Path:
        path = self.folder / name / source.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source.read_bytes())
        return path

    def assert_undisturbed(self, *slugs: str) -> None:
        """The next learners get what they deserve."""
        for slug in slugs or ("target", "twin"):
            verdict, _ = self.honest(slug)
            outcomes = {check.name: str(check.outcome) for check in verdict.checks}
            assert verdict.points == self.course.exercise(slug).points, outcomes
            assert verdict.outcome is Outcome.PASSED
            verdict, _ = self.stub(slug)
            assert verdict.points == 0
            assert verdict.outcome is Outcome.NOT_WRITTEN


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("hostile")
    arena = build_arena(folder, secrets.token_hex(8))
    os.environ["GONGBU_HOSTILE_CANARY"] = arena.canary  # a secret of the grader's environment
    before = {
        "children": _children(),
        "descriptors": _descriptors(),
        "course": _digest(arena.course),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }
    course = Course(arena.course)
    ground = Ground(arena, course, Session(course, require=Level.GOOD), folder, before)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(collection, "_OWN_CPU_S", OWN_CPU_S)
            yield ground
    finally:
        ground.close()
        del os.environ["GONGBU_HOSTILE_CANARY"]


# ---------------------------------------------------------------- the suite is whole


def test_every_submission_is_in_the_catalogue() -> None:
    assert {path.stem for path in SUBMISSIONS.glob("*.py")} == set(CATALOGUE)
    assert len(CATALOGUE) >= 60


def test_every_submission_says_what_it_tries() -> None:
    for name in CATALOGUE:
        source = (SUBMISSIONS / f"{name}.py").read_text(encoding="utf-8")
        assert source.startswith('"""') and len(source.split('"""')[1]) > 20, name
        assert ATTEMPTED in source or "include: socket" in source or not CATALOGUE[name].marker


def test_forged_frames_are_well_formed() -> None:
    """A frame that only looks like garbage would prove nothing about forgery."""
    space: dict[str, Any] = {}
    exec((HERE / "fragments" / "socket.py").read_text(encoding="utf-8"), space)
    true = b"".join(map(bytes, wire.pack(bytes(range(16)), ["ok", True, {}])))
    assert space["frame"](bytes(range(16)), b'["l","ok",true,["d"]]') == true


def test_the_honest_solution_and_the_stub_come_first(ground: Ground) -> None:
    level = ground.session.isolation(ground.course.exercise("target")).level
    assert level in (Level.STRONG, Level.GOOD)
    ground.assert_undisturbed()


# ---------------------------------------------------------------- the suite


@pytest.mark.parametrize("name", CATALOGUE)
def test_hostile(
    name: str, ground: Ground, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    expected = CATALOGUE[name]
    if expected.machine not in (None, platform.machine()):
        pytest.skip(f"its system calls are those of {expected.machine}")
    path = ground.arena.place(name, expected.exercise, tmp_path)
    verdict, seconds = ground.grade(path, expected.exercise)
    assert capfd.readouterr() == ("", ""), "the grader itself was made to print"
    _assert_as_expected(verdict, expected)
    _assert_harmless(verdict, ground.arena)
    printed = "\n".join([verdict.printed, *(check.printed for check in verdict.checks)])
    assert not expected.marker or ATTEMPTED in printed, "it never got to attack"
    assert "nonces: 0" not in printed, "its forgeries were not even addressed"
    assert seconds < expected.seconds * PATIENCE
    _after(ground, name, expected.exercise, expected.cleanup)


@pytest.mark.parametrize("name", ODD)
def test_odd_file(name: str, ground: Ground, tmp_path: Path) -> None:
    odd = ODD[name]
    path = odd.build(tmp_path, ground.arena)
    present = _names(tmp_path)
    started = time.monotonic()
    try:
        verdict, _ = ground.grade(path)
    except SubmissionError as error:
        assert None in odd.points, "it should have been graded"
        assert ground.arena.canary not in repr(error.fields)
        texts = [Texts(lang)(error.key, **error.fields) for lang in ("ko", "en")]
        assert all(texts)
    else:
        assert verdict.points in odd.points, _outcomes(verdict)
        assert str(verdict.outcome) in odd.outcomes, _outcomes(verdict)
        _assert_harmless(verdict, ground.arena)
    assert time.monotonic() - started < odd.seconds * PATIENCE
    assert _names(tmp_path) == present, "something was written beside the submission"
    assert not Path("/tmp/hostile-notebook").exists()
    _after(ground, name, "target", cleanup=False)


def _after(ground: Ground, name: str, slug: str, cleanup: bool) -> None:
    ground.graded.append(name)
    if cleanup or len(ground.graded) % EVERY == 0:
        ground.assert_undisturbed(slug)


def _assert_as_expected(verdict: Verdict, expected: Expected) -> None:
    outcomes = _outcomes(verdict)
    assert verdict.points in expected.deserves, outcomes
    assert str(verdict.outcome) in expected.outcomes, outcomes
    assert all(check.outcome is not Outcome.BROKEN for check in verdict.checks), outcomes
    for name, allowed in expected.checks.items():
        assert outcomes[name] in allowed, (name, outcomes)


def _outcomes(verdict: Verdict) -> dict[str, str]:
    found = {check.name: str(check.outcome) for check in verdict.checks}
    return found | {"(whole)": str(verdict.outcome), "(load)": repr(verdict.load)[:300]}


def _assert_harmless(verdict: Verdict, arena: Arena) -> None:
    """Whatever a verdict carries may be stored and shown."""
    texts = list(_texts(dataclasses.asdict(verdict)))
    for text in texts:
        assert LEAK not in text, text[text.index(LEAK) :][:500]
        assert arena.canary not in text
        assert not UNSAFE.search(text), repr(UNSAFE.findall(text)[:5])
        assert len(text) <= LONGEST_TEXT
    assert sum(map(len, texts)) <= LONGEST_VERDICT
    for lang in ("ko", "en"):
        shown = Report(Texts(lang)).whole(verdict)
        assert not UNSAFE.search(shown.plain)
        assert len(shown.plain) <= LONGEST_TEXT
    form = json.dumps(run_form([(verdict, "")]), ensure_ascii=False, allow_nan=False)
    assert not UNSAFE.search(form)
    form.encode("utf-8")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _texts(key)
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


# ---------------------------------------------------------------- other grounds


@pytest.fixture(scope="module")
def bare_session(ground: Ground) -> Session:
    """A session as in a container that forbids user namespaces."""
    session = Session(ground.course, layers=Layers(namespaces=False))
    ground.others.append(session)
    return session


@pytest.mark.parametrize("name", [n for n in CATALOGUE if n.startswith(("search_", "escape_"))])
def test_no_leak_without_namespaces(
    name: str, ground: Ground, bare_session: Session, tmp_path: Path
) -> None:
    expected = CATALOGUE[name]
    if expected.machine not in (None, platform.machine()):
        pytest.skip(f"its system calls are those of {expected.machine}")
    path = ground.arena.place(name, "target", tmp_path)
    submission = read_submission(path, ground.course.exercise("target"))
    verdict = bare_session.grade("target", submission, SEED)
    assert verdict.isolation.level is Level.GOOD
    _assert_as_expected(verdict, expected)
    _assert_harmless(verdict, ground.arena)


@pytest.mark.parametrize(
    ("name", "layer"), [("search_import_reference", "landlock"), ("escape_sockets", "seccomp")]
)
def test_the_attacks_have_teeth(name: str, layer: str, ground: Ground, tmp_path: Path) -> None:
    """Harmless ones succeed once their fence is taken away: silence elsewhere means something."""
    path = ground.arena.place(name, "target", tmp_path)
    submission = read_submission(path, ground.course.exercise("target"))
    with Session(ground.course, layers=Layers(**{layer: False})) as session:
        verdict = session.grade("target", submission, SEED)
    assert LEAK in verdict.printed
    assert verdict.points == 0


def test_grading_inside_a_hostile_folder(ground: Ground, tmp_path: Path) -> None:
    """The command is run where a learner left files named like its own libraries."""
    ODD["folder_with_libraries"].build(tmp_path, ground.arena)
    (tmp_path / "practice").mkdir()
    (tmp_path / "target.py").rename(tmp_path / "practice" / "target.py")
    for source in ("folder_with_conftest", "folder_with_pytest_ini", "folder_with_sitecustomize"):
        ODD[source].build(tmp_path, ground.arena)
    command = [sys.executable, "-P", "-c", "from cli import grade; grade()"]
    run = subprocess.run(
        [*command, "target", "--json", "--seed", "1"],
        cwd=tmp_path,
        env={
            **{name: value for name, value in os.environ.items() if "COVERAGE" not in name},
            "PYTHONPATH": str(REPO),
            "PYTEST_ADDOPTS": "--collect-only -p evil",
            "GONGBU_COURSE": str(ground.arena.course),
            "GONGBU_DATA": str(tmp_path / "data"),
        },
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert run.returncode == 1, run.stderr
    assert LEAK not in run.stdout + run.stderr
    (exercise,) = json.loads(run.stdout)["exercises"]
    assert (exercise["outcome"], exercise["points"]) == ("not_written", 0)
    assert not (tmp_path / "ran").exists()


# ---------------------------------------------------------------- what stays


def test_nobody_was_disturbed(ground: Ground) -> None:
    ground.assert_undisturbed()


def test_the_grader_did_not_grow(ground: Ground) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert (peak - ground.before["memory"]) / 1024 < MOST_GROWTH_MB


def test_no_trace_is_left(ground: Ground) -> None:
    ground.close()
    assert _children() <= ground.before["children"]
    assert _descriptors() <= ground.before["descriptors"]
    assert _digest(ground.arena.course) == ground.before["course"]
    for folder in ("/", "/tmp", "/var/tmp", "/dev/shm", "/run", os.getcwd(), str(Path.home())):
        stray = [name for name in os.listdir(folder) if PREFIX in name]
        assert not stray, (folder, stray)
    assert not [path for path in HERE.rglob("*") if path.name in ("evil.pth", "ran")]


def _children() -> set[int]:
    """Processes that descend from this one."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(_stat(entry).rpartition(")")[2].split()[1])
            except OSError:
                continue  # it has ended
    found = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {os.getpid()}


def _stat(process: Path) -> str:
    return (process / "stat").read_text(encoding="utf-8", errors="replace")


def _descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def _digest(folder: Path) -> str:
    sha = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if "__pycache__" not in path.parts and path.is_file():
            sha.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return sha.hexdigest()


def _names(folder: Path) -> set[str]:
    return {os.fsdecode(os.fsencode(str(path))) for path in folder.rglob("*")}
