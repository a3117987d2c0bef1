import os
import subprocess
import sys

import pytest
from hypothesis import given, settings

from quiz.language.domains import read_domains
from quiz.language.equality import compare
from quiz.language.grammar import parse
from quiz.language.probe import probe
from tests.quiz.language import made
from tests.quiz.language.formulas import PAIRS
from tests.quiz.language.fuzz_formulas import HOSTILE, fuzz_formulas, mark


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_do_nothing(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for pair in PAIRS[:3]:
        mark(text, pair.key, pair.names)
        mark(text, "x+1", {"x": "real", "n": "integer"})
    assert not list(tmp_path.iterdir())


def test_random_answers_get_a_verdict_or_an_error():
    fuzz_formulas(1500, seed=8)


@settings(max_examples=150, deadline=None)
@given(made.formulas, made.formulas)
def test_any_two_formulas_can_be_compared_and_probed(answer, key):
    names = {"x": "real", "y": "positive", "sigma": "positive", "s_max": "prob", "n": "integer"}
    given_, right, domains = parse(answer, names), parse(key, names), read_domains(names)
    found = compare(given_, right, domains)
    assert set(found.at) <= set(names)
    probe(given_, right, domains)


def test_nothing_heavy_is_imported():
    program = (
        "import sys, quiz.language.probe, quiz.language.sensitivity, quiz.language.conditions;"
        "print([m for m in ('numpy', 'sympy', 'torch', 'pydantic', 'yaml') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env={**os.environ}
    )
    assert done.stdout.strip() == "[]", done.stderr
