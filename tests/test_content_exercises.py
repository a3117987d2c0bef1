"""The proofs of the exercises, for every exercise that is found on disk.

What an author's `grade check` proves is proven here too. Beyond it, tests/content/<slug>/ has files
written independently of the exercise's own: `second/` must be named as the mistake they are called
after, `unrelated/` must fail and not be named, `right/` must pass over many seeds.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from grader.course import Course
from grader.prove import caught, named_as, prove
from grader.scene import CheckSpec
from grader.session import Session
from grader.submission import read_submission
from grader.texts import Texts
from grader.verdict import Outcome, Verdict

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "tests" / "content"
COURSE = Course(ROOT)
SLUGS = COURSE.slugs()
CATALOGUE = yaml.safe_load((CONTENT / "catalogue.yaml").read_text(encoding="utf-8"))

#: Seeds over which right alternatives must pass. What takes long (races, growth, and checks with a
#: memory limit of their own) is run on the first of them only.
SEEDS = range(50)
WHOLE = range(3)
LEAST = 3

#: Key of the message of what was left out.
LEFT_OUT = "races_not_run"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with Session(COURSE) as session:
        yield session


@pytest.fixture(scope="module")
def quick() -> Iterator[Session]:
    """A session that leaves out what takes long: races, growth, and checks of memory."""
    with Session(COURSE, diagnose=False) as session:
        grading = session._ready()  # no option of the product: a verdict says what it left out
        grading.left_out = lambda spec: LEFT_OUT if costly(spec) else None
        yield session


def costly(spec: CheckSpec) -> bool:
    return spec.timed or spec.memory_mb is not None


def files(kind: str) -> list[object]:
    """All submissions of a kind, as parameters (slug, path)."""
    found = sorted(CONTENT.glob(f"*/{kind}/**/*.py"))
    return [
        pytest.param(path.relative_to(CONTENT).parts[0], path, id=shown(path)) for path in found
    ]


def shown(path: Path) -> str:
    return path.relative_to(CONTENT).with_suffix("").as_posix()


def grade(session: Session, slug: str, path: Path, seed: int = 1) -> Verdict:
    return session.grade(slug, read_submission(path, COURSE.exercise(slug)), seed)


def story(verdict: Verdict) -> str:
    """What to read when a proof fails."""
    texts = Texts("en")
    lines = [f"seed {verdict.seed}: {verdict.outcome}"]
    lines += [texts.message(verdict.load)] if verdict.load else []
    for check in verdict.checks:
        said = texts.message(check.message) if check.message else ""
        mistake = f" [{check.diagnosis.mistake}]" if check.diagnosis else ""
        lines.append(f"  {check.name}: {check.outcome}{mistake} {said}")
    return "\n".join(lines)


def mistake_of(path: Path) -> str:
    """The mistake that second/<mistake>.py or second/<mistake>/<n>.py is named after."""
    return path.stem if path.parent.name == "second" else path.parent.name


def second_files(slug: str) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in sorted((CONTENT / slug / "second").rglob("*.py")):
        found.setdefault(mistake_of(path), []).append(path)
    return found


def test_there_are_exercises() -> None:
    assert SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_the_exercise_proves_itself(slug: str, session: Session) -> None:
    texts = Texts("en")
    problems = [
        f"{p.path.relative_to(ROOT)}:{p.line}: {texts.message(p.message)}"
        for p in prove(COURSE, session, slug).problems
    ]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_catalogued_mistake_has_a_variant(slug: str) -> None:
    exercise = COURSE.exercise(slug)
    if exercise.catalogue is None:
        pytest.skip("not an exercise of the catalogue")
    assert set(CATALOGUE[exercise.catalogue]) <= set(exercise.mistakes)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_mistake_has_a_second_file(slug: str) -> None:
    assert set(second_files(slug)) == set(COURSE.exercise(slug).mistakes)


@pytest.mark.parametrize("kind", ["unrelated", "right"])
@pytest.mark.parametrize("slug", SLUGS)
def test_there_are_enough_files_of_each_kind(slug: str, kind: str) -> None:
    assert len(list((CONTENT / slug / kind).glob("*.py"))) >= LEAST


@pytest.mark.parametrize(("slug", "path"), files("second"))
def test_a_second_file_is_named_as_its_mistake(slug: str, path: Path, session: Session) -> None:
    verdict = grade(session, slug, path)
    assert caught(verdict), story(verdict)
    # What is right but slow, or runs away, leaves no values to recognise it by.
    recorded = any(c.outcome in (Outcome.FAILED, Outcome.ERROR) for c in verdict.checks)
    assert named_as(verdict) == ({mistake_of(path)} if recorded else set()), story(verdict)


@pytest.mark.parametrize(("slug", "path"), files("unrelated"))
def test_an_unrelated_bug_fails_and_is_not_named(slug: str, path: Path, session: Session) -> None:
    verdict = grade(session, slug, path)
    assert verdict.outcome is not Outcome.PASSED, story(verdict)
    assert Outcome.BROKEN not in {check.outcome for check in verdict.checks}, story(verdict)
    assert not named_as(verdict), story(verdict)


@pytest.mark.parametrize(("slug", "path"), files("right"))
def test_a_right_alternative_passes(
    slug: str, path: Path, session: Session, quick: Session
) -> None:
    for seed in SEEDS:
        whole = seed in WHOLE
        verdict = grade(session if whole else quick, slug, path, seed)
        left_out = {c.name for c in verdict.checks if c.message and c.message.key == LEFT_OUT}
        unpassed = {c.name for c in verdict.checks if c.outcome is not Outcome.PASSED}
        assert unpassed == left_out, story(verdict)
        assert not (whole and left_out)
