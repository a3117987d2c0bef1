import json

import pytest

from basis.jsonform import failure_form
from grader.errors import HistoryError, UsageError
from grader.jsonform import run_form
from tests.grader import samples

#: What DESIGN fixed for programs: these stay as they are.
TOP = {"schema", "seed", "isolation", "exercises"}
EXERCISE = {"slug", "outcome", "points", "max_points", "seconds", "checks"}
CHECK = {"name", "public", "outcome", "points", "max_points", "mistake", "message", "evidence"}
CHECK |= {"race"}


def through_json(form):
    return json.loads(json.dumps(form, allow_nan=False))


@pytest.mark.parametrize("name", samples.ALL)
def test_the_promised_keys_are_there(name):
    form = through_json(run_form([(samples.ALL[name], "abc")]))
    assert form["schema"] == 1 and form["seed"] == 4187
    assert form.keys() >= TOP
    assert form["isolation"].keys() == {"level", "missing"}
    (exercise,) = form["exercises"]
    assert exercise.keys() >= EXERCISE and exercise["content"] == "abc"
    for check in exercise["checks"]:
        assert check.keys() >= CHECK
        assert check["message"] is None or check["message"].keys() == {"ko", "en"}


def test_every_key_is_documented():
    from pathlib import Path

    text = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
    form = run_form([(samples.FAILED, "abc")])
    exercise = form["exercises"][0]
    for key in [*form, *exercise, *exercise["checks"][2], "error", "key", "exit_code", "fields"]:
        assert f"`{key}`" in text or f'"{key}"' in text, key


def test_a_diagnosed_failure():
    checks = run_form([(samples.FAILED, "")])["exercises"][0]["checks"]
    public, hidden = checks[2], checks[3]
    assert public["mistake"] == hidden["mistake"] == "missing-scale"
    assert public["diagnosis"]["concepts"] == ["scaled-dot-product-attention.2"]
    assert public["evidence"]["expected"] == 0.41273
    assert "expected" not in hidden["evidence"]
    assert hidden["message"]["en"] == "`out`: 160 of 160 values differ."
    assert "160개" in hidden["message"]["ko"]


def test_a_race():
    checks = run_form([(samples.PASSED, "")])["exercises"][0]["checks"]
    race = next(check["race"] for check in checks if check["race"])
    assert race == {"ratio": 1.31, "limit": 2.4, "pairs": 5}


def test_frames_prints_and_partial_credit():
    checks = run_form([(samples.ERROR, "")])["exercises"][0]["checks"]
    assert checks[0]["frames"][1]["line"] == 12 and "shapes" in checks[0]["printed"]
    partly = run_form([(samples.RUNGS, "")])["exercises"][0]["checks"][-1]
    assert partly["points"] == 1.5 and partly["partial"][0]["en"] == "the output is right."


def test_a_file_that_does_not_load():
    exercise = run_form([(samples.SYNTAX, "")])["exercises"][0]
    assert "line 12" in exercise["load"]["en"]
    assert exercise["frames"][0]["code"].strip().startswith("scores")


def test_infinities_are_texts():
    sample = samples.verdict(
        samples.check(
            "x",
            samples.ROWS,
            1,
            samples.Outcome.FAILED,
            evidence={"largest": float("inf"), "a": [float("nan")]},
        )
    )
    evidence = through_json(run_form([(sample, "")]))["exercises"][0]["checks"][0]["evidence"]
    assert evidence == {"largest": "inf", "a": ["nan"]}


def test_problems_beside_verdicts():
    lost = HistoryError("history_locked", path="/data/verdicts.sqlite3")
    form = through_json(run_form([(samples.PASSED, "")], [("attention", lost)]))
    (problem,) = form["problems"]
    assert problem["slug"] == "attention" and problem["key"] == "history_locked"
    assert "/data" in problem["message"]["ko"]


def test_nothing_judged():
    form = through_json(run_form([]))
    assert form["seed"] is None and form["isolation"] is None and form["exercises"] == []


def test_a_command_that_failed():
    error = UsageError("unknown_exercise_near", slug="atention", near="attention", known="a, b")
    form = through_json(failure_form(error))
    assert form["schema"] == 1
    assert form["error"]["key"] == "unknown_exercise_near" and form["error"]["exit_code"] == 2
    assert form["error"]["fields"]["near"] == "attention"
    assert "attention" in form["error"]["message"]["ko"]
