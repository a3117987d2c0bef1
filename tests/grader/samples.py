"""Verdicts as the engine makes them, one for every way in which things can end.

`python -m tests.grader.samples` prints all their reports, to be looked at; with `golden` it also
writes them as what tests/grader/test_report.py expects.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from basis.texts import LANGUAGES, Message, Text
from grader.details import Coaching
from grader.report import Report
from grader.texts import Texts
from grader.verdict import (
    CheckResult,
    Diagnosis,
    Frame,
    Isolation,
    Level,
    Outcome,
    Race,
    Verdict,
    overall,
)

TITLE = Text(
    ko="마스크가 있는 스케일드 닷-프로덕트 어텐션", en="scaled dot-product attention with masks"
)
STRONG = Isolation(Level.STRONG)
SCALE = Diagnosis(
    "missing-scale",
    Text(ko="점수를 √d로 나누지 않았습니다.", en="the scores are never divided by √d."),
    Text(
        ko="평균 0, 분산 1인 성분이 d개일 때 내적의 분산은 얼마입니까?",
        en="what is the variance of a dot product of d components of variance one?",
    ),
    ("scaled-dot-product-attention.2",),
)
CALL = "attention(q (1, 1, 2, 4) float32, k (1, 1, 2, 4) float32, v (1, 1, 2, 4) float32)"

RETURNS = Text(ko="출력과 가중치를 반환한다", en="returns output and weights")
ROWS = Text(ko="가중치의 각 행은 더하면 1이다", en="weights of a row sum to one")
BY_HAND = Text(ko="토큰 두 개를 손으로 계산한 값", en="two tokens by hand")
LOOP = Text(ko="느린 반복문과 같은 값을 낸다", en="matches a slow loop")
MASKED = Text(ko="가려진 키는 아무 영향이 없다", en="a masked key has no influence")
FINITE = Text(ko="점수가 10,000이어도 유한하다", en="scores of 10,000 stay finite")
LONG = Text(ko="긴 시퀀스, 기준 풀이의 2배 이내", en="long sequence, within 2x of the reference")
CHUNKED = Text(ko="T = 8192를 T x T 없이 계산한다", en="T = 8192 without ever holding T x T")


def check(name: str, title: Text, worth: float, outcome: Outcome, **more: object) -> CheckResult:
    """A check result; a passed one has earned its points."""
    earned = worth if outcome is Outcome.PASSED else 0.0
    facts = {"public": False, "points": earned, "max_points": worth, **more}
    return CheckResult(name=name, title=title, outcome=outcome, **facts)


def verdict(*checks: CheckResult, **more: object) -> Verdict:
    """A verdict over these checks, as the engine concludes it."""
    counted = [c for c in checks if not c.bonus and c.outcome is not Outcome.BROKEN]
    facts = {
        "slug": "attention",
        "title": TITLE,
        "outcome": overall(checks),
        "points": sum(c.points for c in checks),
        "max_points": sum(c.max_points for c in counted),
        "seconds": 0.0912,
        "seed": 4187,
        "isolation": STRONG,
        "checks": checks,
    }
    return Verdict(**facts | more)


def skipped(name: str, title: Text, points: float, key: str, **more: object) -> CheckResult:
    """A check that was not run; `checks` are those it needs."""
    fields = {"checks": more.pop("checks")} if "checks" in more else {}
    return check(name, title, points, Outcome.SKIPPED, message=Message(key, fields), **more)


def values(what: str, **more: object) -> dict[str, object]:
    """Message and evidence of wrong values, as grader/judgement.py makes them."""
    fields = {"what": what, "differ": 160, "of": 160, "largest": 2.4128, "relative": 1.78}
    fields |= {"rtol": 2e-5, "at": [0, 0, 1, 2], "expected": 0.41273, "got": 0.73101} | more
    return {"message": Message("rung_values", fields), "evidence": {"rung": "values", **fields}}


def hidden(facts: dict[str, object]) -> dict[str, object]:
    """The same of a hidden check: no inputs, no values."""
    evidence = {k: v for k, v in facts["evidence"].items() if k not in ("at", "expected", "got")}
    return {"message": facts["message"], "evidence": evidence}


GOOD = (
    check("returns_both", RETURNS, 1, Outcome.PASSED, public=True),
    check("rows_sum_to_one", ROWS, 1, Outcome.PASSED, public=True),
)
REST = (
    skipped("stays_finite", FINITE, 2, "needs", checks=["matches_a_loop"]),
    skipped("long_sequence", LONG, 1, "needs", checks=["matches_a_loop"]),
)

PASSED = verdict(
    *GOOD,
    check("two_tokens_by_hand", BY_HAND, 1, Outcome.PASSED, public=True),
    check("matches_a_loop", LOOP, 3, Outcome.PASSED),
    check("masked_key", MASKED, 1, Outcome.PASSED),
    check("stays_finite", FINITE, 2, Outcome.PASSED),
    check("long_sequence", LONG, 1, Outcome.PASSED, race=Race(1.31, 2.4, 5, 0.009)),
    check("chunked", CHUNKED, 2, Outcome.PASSED, bonus=True),
)

BONUS_OPEN = replace(
    PASSED,
    points=10.0,
    checks=(
        *PASSED.checks[:-1],
        check(
            "chunked", CHUNKED, 2, Outcome.NOT_WRITTEN, bonus=True, message=Message("not_written")
        ),
    ),
)

FAILED = verdict(
    *GOOD,
    check(
        "two_tokens_by_hand",
        BY_HAND,
        1,
        Outcome.FAILED,
        public=True,
        diagnosis=SCALE,
        message=values("out", differ=8, of=8, largest=0.6134)["message"],
        evidence={"call": CALL, **values("out", differ=8, of=8, largest=0.6134)["evidence"]},
    ),
    check("matches_a_loop", LOOP, 3, Outcome.FAILED, diagnosis=SCALE, **hidden(values("out"))),
    check("masked_key", MASKED, 1, Outcome.PASSED),
    *REST,
)


def _rung(rung: str, title: Text, **fields: object) -> CheckResult:
    message = Message(f"rung_{rung}", fields)
    return check(rung, title, 1, Outcome.FAILED, public=True, message=message)


PROPERTY = Text(ko="가중치의 합이 1이 아닙니다.", en="the weights do not sum to one.")

#: Every rung of the ladder, and the other ways of being wrong.
RUNGS = verdict(
    _rung("type", RETURNS, what="the return value", expected_type="tuple of 2", got_type="None"),
    _rung("length", RETURNS, what="the return value", expected_length=2, got_length=3),
    _rung("keys", ROWS, what="value", missing_keys=["gap"], extra_keys=[]),
    _rung("shape", ROWS, what="out[1]", expected_shape=[2, 3], got_shape=[]),
    _rung("dtype", ROWS, what="out", expected_dtype="float32", got_dtype="float64"),
    _rung("finite", FINITE, what="weights", nan=12, inf=0, of=160),
    check(
        "property",
        ROWS,
        1,
        Outcome.FAILED,
        message=Message("rung_property", {"what": "", "numbers": {"total": 1.25}}, PROPERTY),
        evidence={"rung": "property", "what": "", "numbers": {"total": 1.25}},
    ),
    _rung("statistics", FINITE, what="the mean", standard_errors=19.3, sigmas=6),
    _rung("raises", MASKED, what="attention", got_type="tuple of 2"),
    check("plain_assert", MASKED, 1, Outcome.FAILED, message=Message("assertion")),
    check("unusable", MASKED, 1, Outcome.FAILED, message=Message("unusable")),
    check(
        "in_place",
        MASKED,
        1,
        Outcome.FAILED,
        message=Message("changed_input", {"function": "attention", "inputs": "q, mask"}),
    ),
    check(
        "missing",
        CHUNKED,
        1,
        Outcome.FAILED,
        message=Message("missing_function_near", {"function": "attention", "near": "atention"}),
    ),
    check(
        "partly",
        LOOP,
        3,
        Outcome.FAILED,
        points=1.5,
        partial=(Text(ko="출력은 맞습니다.", en="the output is right."),),
        **hidden(values("weights")),
    ),
)

_FRAMES = (
    Frame("attention.py", 21, "attention", "    out = weigh(scores, v)"),
    Frame("attention.py", 12, "weigh", "    scores = q @ k.T / np.sqrt(d)"),
)
_RAISED = {
    "type": "RuntimeError",
    "text": "The size of tensor a (5) must match the size of tensor b (3)"
    " at non-singleton dimension 1",
}
_DEEP = tuple(Frame("attention.py", 30, "recurse", "    return recurse(n + 1)") for _ in range(20))

ERROR = verdict(
    check(
        "returns_both",
        RETURNS,
        1,
        Outcome.ERROR,
        public=True,
        message=Message("raised", _RAISED),
        evidence={"call": CALL},
        frames=_FRAMES,
        printed="shapes torch.Size([2, 2, 5, 16])\n\x1b[31mred\x1b[0m [bold]bold[/bold] \udcff\n",
    ),
    check(
        "rows_sum_to_one",
        ROWS,
        1,
        Outcome.ERROR,
        public=True,
        message=Message("raised", _RAISED),
        evidence={"call": CALL},
        frames=_FRAMES,
    ),
    check(
        "matches_a_loop",
        LOOP,
        3,
        Outcome.ERROR,
        message=Message("raised", {"type": "RecursionError", "text": "maximum depth exceeded"}),
        frames=_DEEP,
        printed="".join(f"step {i}\n" for i in range(100)),
    ),
    *REST,
)

_ENDED = {"limit_s": 2.0, "function": "m_step", "file": "gmm_em.py", "line": 31}
_ENDED |= {"signal": "SIGSEGV", "code": 3, "what": "bytes before the request"}

#: Every way in which a worker ends other than by answering.
ENDINGS = verdict(
    check(
        "cpu",
        Text(ko="잘 나뉜 군집을 찾는다", en="fits well-separated clusters"),
        2,
        Outcome.TIMEOUT,
        message=Message("ended_cpu_in", _ENDED),
        frames=(Frame("gmm_em.py", 31, "m_step", "while True:"),),
    ),
    check("wall", LOOP, 1, Outcome.TIMEOUT, message=Message("ended_wall", _ENDED)),
    check(
        "again",
        LOOP,
        1,
        Outcome.TIMEOUT,
        message=Message("not_called_again", {"function": "m_step"}),
    ),
    check("total", LOOP, 1, Outcome.TIMEOUT, message=Message("total_limit", {"limit_s": 20.0})),
    check(
        "memory", CHUNKED, 2, Outcome.MEMORY, bonus=True, message=Message("ended_memory", _ENDED)
    ),
    check(
        "allocation",
        CHUNKED,
        2,
        Outcome.MEMORY,
        message=Message(
            "out_of_memory",
            {"type": "RuntimeError", "text": "can't allocate memory: you tried 268435456 bytes"},
        ),
        frames=_FRAMES[:1],
    ),
    check("signal", MASKED, 1, Outcome.CRASHED, message=Message("ended_signal", _ENDED)),
    check("exit", MASKED, 1, Outcome.CRASHED, message=Message("ended_exit", _ENDED)),
    check("protocol", MASKED, 1, Outcome.CRASHED, message=Message("ended_protocol", _ENDED)),
    check("output", MASKED, 1, Outcome.CRASHED, message=Message("ended_output", _ENDED)),
    check("killed", MASKED, 1, Outcome.FORBIDDEN, message=Message("ended_forbidden", _ENDED)),
    check(
        "refused",
        MASKED,
        1,
        Outcome.FORBIDDEN,
        message=Message(
            "refused",
            {"type": "PermissionError", "text": "[Errno 13] Permission denied: 'solutions'"},
        ),
        frames=_FRAMES[:1],
    ),
    check("called_exit", MASKED, 1, Outcome.ERROR, message=Message("called_exit")),
    check("bare", MASKED, 1, Outcome.ERROR, message=Message("raised_bare", {"type": "ValueError"})),
)

SLOW = verdict(
    *GOOD,
    check("matches_a_loop", LOOP, 3, Outcome.PASSED),
    check(
        "long_sequence",
        LONG,
        1,
        Outcome.SLOW,
        message=Message("too_slow", {"ratio": 24.3, "limit": 2.4, "pairs": 5}),
        evidence={"race": {"ratio": 24.3, "limit": 2.4, "pairs": 5}},
    ),
    check(
        "growth",
        LONG,
        1,
        Outcome.SLOW,
        message=Message("grows_too_fast", {"exponent": 2.04, "at_most": 1.4}),
    ),
)

NOT_WRITTEN = verdict(
    *(
        check(name, title, 1, Outcome.NOT_WRITTEN, public=True, message=Message("not_written"))
        for name, title in (("returns_both", RETURNS), ("rows_sum_to_one", ROWS))
    ),
    check("matches_a_loop", LOOP, 3, Outcome.NOT_WRITTEN, message=Message("not_written")),
    *REST,
)

BROKEN = verdict(
    *GOOD,
    check(
        "matches_a_loop",
        LOOP,
        3,
        Outcome.BROKEN,
        message=Message("broken", {"check": "matches_a_loop"}),
    ),
    *REST,
)

PUBLIC_ONLY = verdict(
    *GOOD,
    skipped("matches_a_loop", LOOP, 3, "hidden_not_run"),
    skipped("long_sequence", LONG, 1, "hidden_not_run"),
    isolation=Isolation(Level.PROCESS, ("namespaces", "landlock", "seccomp")),
)

RACING = replace(
    SLOW,
    outcome=Outcome.PASSED,
    points=5.0,
    checks=(
        *SLOW.checks[:3],
        skipped("long_sequence", LONG, 1, "still_running"),
        skipped("growth", LONG, 1, "still_running"),
    ),
)

SYNTAX = verdict(
    *(skipped(c.name, c.title, c.max_points, "not_loaded") for c in FAILED.checks),
    outcome=Outcome.ERROR,
    load=Message(
        "syntax_error",
        {"file": "attention.py", "line": 12, "column": 10, "problem": "'(' was never closed"},
    ),
    frames=(Frame("attention.py", 12, "", "    scores = (q @ k.transpose(-2, -1)"),),
)

IMPORT = replace(
    SYNTAX,
    outcome=Outcome.FAILED,
    load=Message(
        "import_not_allowed",
        {"file": "attention.py", "line": 2, "module": "scipy", "allowed": "math, numpy, torch"},
    ),
    frames=(),
)

AT_IMPORT = replace(
    SYNTAX,
    load=Message("raised", {"type": "ModuleNotFoundError", "text": "No module named 'einops'"}),
    frames=(Frame("attention.py", 3, "<module>", "import einops"),),
    printed="hello\n",
)

ALL = {
    "passed": PASSED,
    "bonus_open": BONUS_OPEN,
    "failed": FAILED,
    "rungs": RUNGS,
    "error": ERROR,
    "endings": ENDINGS,
    "slow": SLOW,
    "not_written": NOT_WRITTEN,
    "broken": BROKEN,
    "public_only": PUBLIC_ONLY,
    "syntax": SYNTAX,
    "import": IMPORT,
    "at_import": AT_IMPORT,
}

COACHING = Coaching("attention", {"missing-scale": 2})
GOLDEN = Path(__file__).parent / "golden"


def report(sample: Verdict, lang: str) -> str:
    """The whole report of a sample at 80 columns."""
    return Report(Texts(lang)).whole(sample, COACHING).plain + "\n"


if __name__ == "__main__":
    for lang in LANGUAGES:
        for name, sample in ALL.items():
            print(f"--- {name} ({lang})\n{report(sample, lang)}")
            if "golden" in sys.argv:
                (GOLDEN / f"{name}.{lang}.txt").write_text(report(sample, lang), encoding="utf-8")
