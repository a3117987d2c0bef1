"""What `proof:` claims is confirmed, refuted, or neither; by a child that cannot run away."""

import subprocess
import sys
from dataclasses import replace

import pytest

from basis.texts import LANGUAGES
from quiz.authoring import proof
from quiz.authoring.proof import Proof, _child, job_of, proof_of
from quiz.authoring.proving import verdict
from quiz.finding import Finding
from quiz.question import Param
from tests.quiz.authoring.banks import said
from tests.quiz.kinds.computed import formula, numeric


def claiming(made, claim):
    return replace(made, body={**made.body, "proof": claim})


def claimed(answer, names, claim):
    """The verdict and its detail, without a child."""
    return verdict(job_of(claiming(formula(answer, names), claim)))


def integral(of, start, end, over="x"):
    return {"integral": of, "over": over, "from": start, "to": end}


CONFIRMED = [
    ("x*x", {"x": "real"}, {"equals": "x^2"}),
    ("-p*log(p) - (1-p)*log(1-p)", {"p": "prob"}, {"equals": "p*log(1/p)+(1-p)*log(1/(1-p))"}),
    ("sigmoid(x)*(1-sigmoid(x))", {"x": "real"}, {"derivative": "sigmoid(x)", "by": "x"}),
    ("1/a", {"a": "positive"}, integral("exp(-a*x)", "0", "oo")),
    ("a^2/2 + 1/2", {"a": "positive"}, integral("abs(x)", "-1", "a")),  # a kink, slow by points
    ("n*(n+1)/2", {"n": "integer"}, {"sum": "k", "over": "k", "from": "1", "to": "n"}),
    ("1/(1-r)", {"r": "prob"}, {"sum": "r^k", "over": "k", "from": "0", "to": "oo"}),
    ("exp(x)", {"x": "real"}, {"limit": "(1+x/n)^n", "as": "n", "to": "oo"}),
    ("sqrt(a)", {"a": "positive"}, {"solves": "x^2 - a", "for": "x"}),
]
REFUTED = [
    ("x^3", {"x": "real"}, {"equals": "x^2"}),
    ("x", {"x": "real"}, {"derivative": "x^2", "by": "x"}),
    ("2/a", {"a": "positive"}, integral("exp(-a*x)", "0", "oo")),
    ("a^2/2 + 1e-4", {"a": "positive"}, integral("relu(x)", "-1", "a")),
    ("n*(n-1)/2", {"n": "integer"}, {"sum": "k", "over": "k", "from": "1", "to": "n"}),
    ("exp(2*x)", {"x": "real"}, {"limit": "(1+x/n)^n", "as": "n", "to": "oo"}),
    ("a", {"a": "positive"}, {"solves": "x^2 - a", "for": "x"}),
]


@pytest.mark.parametrize(("answer", "names", "claim"), CONFIRMED)
def test_confirmed_for_all_values(answer, names, claim):
    assert claimed(answer, names, claim) == ("symbolic", "")


@pytest.mark.parametrize(("answer", "names", "claim"), REFUTED)
def test_refuted(answer, names, claim):
    word, detail = claimed(answer, names, claim)
    assert word == "refuted" and detail


def test_neither_confirmed_nor_refuted():
    """Ten digits of a third: too many for another number, too few for this one."""
    word, detail = claimed("0.3333333333*x", {"x": "positive"}, {"equals": "x/3"})
    assert word == "undecided" and detail.startswith("x = ")


def test_parameters_and_derived_values_are_known():
    fields = {"params": {"a": Param(real=(0.5, 2.0))}, "let": {"half": "a/2"}}
    made = numeric("half^2", relative=0.01, **fields)
    job = job_of(claiming(made, {"derivative": "a^3/12", "by": "a"}))
    assert verdict(job) == ("symbolic", "")
    assert all(0.5 <= point["a"] <= 2.0 for point in job["points"])
    assert verdict(job_of(claiming(made, {"derivative": "a^3/6", "by": "a"})))[0] == "refuted"


def test_sympy_that_takes_too_long_is_no_argument():
    job = job_of(claiming(formula("x*x", {"x": "real"}), {"equals": "x^2"}))
    assert verdict({**job, "sympy_s": 1e-6}) == ("numeric", "")


def test_what_cannot_be_computed_fails():
    word, detail = claimed("x", {"x": "real"}, {"equals": "x/(x-x)"})
    assert word == "fails" and "ZeroDivision" in detail


# --- The child -----------------------------------------------------------------------------------


def test_a_child_does_it():
    made = formula("x*x", {"x": "real"})
    assert proof_of(claiming(made, {"equals": "x^2"})) == Proof("symbolic")
    problem = proof_of(claiming(made, {"equals": "x^3"})).problem
    assert (problem.rule, problem.at) == ("proof-refuted", ("proof",))


def test_nothing_claimed():
    assert proof_of(claiming(formula("x", {"x": "real"}), None)) is None


def test_a_question_that_cannot_be_drawn_is_reported_elsewhere():
    made = replace(formula("x", {"x": "real"}), where=("1 > 2",))
    assert proof_of(claiming(made, {"equals": "x"})) is None


def test_a_child_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(proof, "WALL_S", 0.02)
    found = proof_of(claiming(formula("x", {"x": "real"}), {"equals": "x"}))
    assert found.problem.rule == "proof-fails" and "0 s" in found.problem.fields["detail"]


def test_a_child_that_is_killed_says_nothing_about_the_claim(monkeypatch):
    def killed(*_, **__):
        raise subprocess.CalledProcessError(-9, "python", "", "")

    monkeypatch.setattr(subprocess, "run", killed)
    found = proof_of(claiming(formula("x", {"x": "real"}), {"equals": "x"}))
    assert found.problem.rule == "process-lost" and found.problem.at == ("proof",)


#: Of ten million terms, each of forty digits.
ENDLESS = {"sum": "k", "over": "k", "from": "1", "to": "10^7"}


@pytest.mark.skipif(sys.platform != "linux", reason="the signal of the limit is Linux's")
def test_a_claim_that_never_ends_is_its_authors_to_mend():
    job = {**job_of(claiming(formula("n", {"n": "integer"}), ENDLESS)), "cpu_s": 1}
    assert _child(job) == ("fails", "> 1 s CPU")


@pytest.mark.parametrize(("status", "said"), [(-11, "SIGSEGV"), (-60, "signal 60"), (7, "code 7")])
def test_a_child_that_ends_without_a_word_is_not_quoted_as_a_command(monkeypatch, status, said):
    def ends(*_, **__):
        raise subprocess.CalledProcessError(status, ["/usr/bin/python", "-m", "x"], "", "")

    monkeypatch.setattr(subprocess, "run", ends)
    found = proof_of(claiming(formula("x", {"x": "real"}), {"equals": "x"})).problem
    assert found.rule == "proof-fails" and found.fields["detail"].endswith(said)
    assert "python" not in found.fields["detail"]


def test_a_child_that_dies_says_its_last_words():
    made = claiming(formula("x", {"x": "real"}), {"equals": "x"})
    job = {**job_of(made), "key": "y"}
    assert _child(job)[0] == "fails" and "FormulaError" in _child(job)[1]


@pytest.mark.parametrize(
    ("claim", "key"), [({"equals": "y"}, "equals"), (integral("x", "0", "z+", "t"), "to")]
)
def test_a_claim_that_cannot_be_read_is_no_case_for_a_child(claim, key):
    problem = proof_of(claiming(formula("x", {"x": "real"}), claim)).problem
    assert (problem.rule, problem.at) == ("expression-unreadable", ("proof", key))


@pytest.mark.parametrize("rule", ["proof-refuted", "proof-undecided", "proof-fails"])
def test_what_is_said(rule):
    finding = Finding("a.yaml", 1, 1, rule, {"detail": "x = 1"})
    assert all("x = 1" in said(finding, lang) for lang in LANGUAGES)
