"""The proofs of the banks: what an author's `quiz check` proves is proven here, for every file.

Nothing that an earlier check kept is trusted. What the banks hold together is proven too: every
area, enough questions of every kind, every plainly wrong statement of the notes corrected, and
nothing that somebody who knows nothing could guess.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from basis.texts import Texts
from commands.snippets import snippet_runner
from quiz.authoring.checking import Report, check
from quiz.authoring.guessability import LEAST_BETS
from quiz.bank.bank import Bank
from quiz.kinds.registry import KINDS
from quiz.question import Question

QUESTIONS = Path(__file__).resolve().parent.parent / "questions"
BANK = Bank.open(QUESTIONS)
ENTRIES = [BANK.question(entry.id) for entry in BANK.entries]

LEAST_QUESTIONS, LEAST_OF_A_KIND, LEAST_COMPUTED = 160, 10, 50


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report() -> Iterator[Report]:
    with snippet_runner() as runner:
        yield check(BANK, None, runner)


@pytest.mark.parametrize("file", BANK.files)
def test_a_bank_is_right(file: str, report: Report) -> None:
    fill = Texts("en", "quiz").fill
    found = [finding for finding in report.findings if finding.file == file]
    assert not [f"{f.file}:{f.line}:{f.column}  {fill(f.key, f.fields)}" for f in found]


def test_every_key_is_proven(report: Report) -> None:
    """Programs are run where this test is; a claimed closed form is confirmed somehow."""
    claims = {question.id for question in ENTRIES if question.body.get("proof")}
    assert report.unproven == ()
    assert {question for question, _ in report.proven} == claims


def test_the_time_of_a_question_is_told(report: Report, capsys: pytest.CaptureFixture[str]) -> None:
    each = 1000 * report.seconds / report.questions
    with capsys.disabled():
        print(f"\nquiz check: {report.questions} questions, {report.variants:,} variants, ", end="")
        print(f"{report.seconds:.0f} s, {each:.0f} ms a question")


@pytest.mark.parametrize("kind", KINDS)
def test_there_are_enough_of_a_kind(kind: str) -> None:
    assert sum(question.kind == kind for question in ENTRIES) >= LEAST_OF_A_KIND


@pytest.mark.parametrize("area", BANK.syllabus.areas)
def test_an_area_is_asked_about(area: str) -> None:
    assert any(question.area == area for question in ENTRIES)


def test_there_are_enough_questions() -> None:
    assert len(BANK.syllabus.areas) == 16
    assert len(ENTRIES) >= LEAST_QUESTIONS


def test_enough_of_them_are_drawn_or_computed() -> None:
    assert sum(map(computed, ENTRIES)) >= LEAST_COMPUTED


def computed(question: Question) -> bool:
    """Whether there are parameters, or a key that an expression computes."""
    answer = question.body.get("answer") if question.kind in ("numeric", "vector") else None
    return question.parametric or re.search("[a-z*/+^(]", str(answer or "")) is not None


@pytest.mark.parametrize(
    "erratum", [e.id for e in BANK.syllabus.errata.values() if e.severity == "wrong"]
)
def test_a_wrong_statement_of_the_notes_is_corrected(erratum: str) -> None:
    assert any(question.erratum == erratum for question in ENTRIES)


def test_guessing_was_judged(report: Report) -> None:
    """A strategy that never bets often enough is none to be proud of having beaten."""
    judged = {strategy.name for strategy in report.strategies if strategy.bets >= LEAST_BETS}
    assert {"position-1", "position-2", "position-3"} <= judged
    assert not [strategy for strategy in report.strategies if strategy.beats_chance]


def test_difficulties_are_spread() -> None:
    found = Counter(question.difficulty for question in ENTRIES)
    assert all(found[difficulty] for difficulty in range(1, 6))
