"""`quiz exam --json`: what a program is told, and that the page says all of it."""

import json
import re
from pathlib import Path

import pytest

from quiz.exam import session
from tests.quiz.exam.exam_command import blueprint, later, run
from tests.quiz.screen import ROOT

pytestmark = pytest.mark.usefixtures("course")

PAGE = (ROOT / "docs/json.md").read_text(encoding="utf-8")
#: What is said of an exam, and of what a session says as well.
SECTION = PAGE[PAGE.index("# `quiz exam --json`") : PAGE.index("# `quiz --json` and")]
SHARED = PAGE[PAGE.index("# `quiz start --json`") : PAGE.index("# `quiz --json` and")]

TALK = ["perhaps", "t", ":b", ":f", "f", "2", ":w", ":w", ":g 9", "l", "h", ":zz", "e"]


def documents(*args, typed=()):
    return [json.loads(line) for line in run("--json", *args, typed=typed).stdout.splitlines()]


def keys_of(form):
    """Every key of a document."""
    if isinstance(form, dict):
        return set(form).union(*map(keys_of, form.values()))
    return set().union(*map(keys_of, form)) if isinstance(form, list) else set()


def test_an_exam_in_json():
    found = documents("--seed", "5", typed=TALK)
    types = [form["type"] for form in found]
    assert types[:3] == ["begin", "prompt", "unreadable"] and types[-1] == "report"
    assert {"kept", "note", "list", "keys", "unknown"} < set(types)
    assert {form["schema"] for form in found} == {1}
    begin, prompt = found[:2]
    assert (begin["exam"]["seed"], begin["exam"]["count"], begin["away"]) == (5, 2, None)
    assert (prompt["place"], prompt["points"], prompt["flagged"]) == (1, 1.0, False)
    again = [form for form in found if form["type"] == "kept"][1]
    assert (again["typed"], again["before"], again["kept"]) == ("f", "t", True)
    report = found[-1]
    assert [row["answer"] for row in report["questions"]] == ["f", ""]
    assert report["questions"][0]["mark"]["passed"] and report["kept"]
    assert sum(area["points"] for area in report["areas"]) == report["points"]


def test_nothing_gives_an_answer_away_before_the_report():
    *before, report = documents("--seed", "5", typed=TALK)
    for secret in ("key", "explanation", "score", "passed", "feedback"):
        assert not any(secret in keys_of(form) for form in before)
        assert secret in keys_of(report)


def test_an_exam_is_left_and_gone_on_with(log):
    left = documents("--seed", "5", typed=["f"])[-1]
    assert left["type"] == "left" and not left["closed"] and left["kept"]
    later(log, minutes=12)
    begin, prompt, *_ = documents("--resume")
    assert begin["away"] > 700 and prompt["place"] == 2
    assert documents("--hand-in")[-1]["score"] is not None
    (error,) = documents("--resume")
    assert error["error"]["key"] == "exam_none"


@pytest.mark.usefixtures("nowhere")
def test_no_answer_is_called_kept_that_the_log_did_not_take():
    found = documents("--seed", "5", typed=["f"])
    (heard,) = [form for form in found if form["type"] == "kept"]
    assert (heard["typed"], heard["kept"]) == ("f", False)


def test_essays_are_ticked(course):
    blueprint(course, "essay")
    found = documents(typed=[r"hard is one\nsoft is many", "e", "2"])
    seconds = [form["second"] for form in found if form["type"] == "prompt"]
    assert seconds == [False, True] and found[-1]["score"] == pytest.approx(66.667)
    assert found[-1]["questions"][0]["answer"] == "hard is one\nsoft is many"


def test_the_report_is_the_same_document_again():
    report = documents("--seed", "5", typed=["f", "e"])[-1]
    assert documents("--report") == [report]


def test_the_report_of_a_question_that_is_gone(course):
    documents("--seed", "5", typed=["f", "e"])
    path = course / "basics/divergence.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("KL 발산은", "두 분포의 KL 발산은"),
        encoding="utf-8",
    )
    (report,) = documents("--report")
    assert report["questions"][0]["prompt"] is None and report["questions"][0]["mark"] is None
    assert report["score"] is not None


def texts(form):
    """Whatever is said to people, by its keys."""
    if isinstance(form, dict):
        if set(form) == {"ko", "en"}:
            return
        for key, value in form.items():
            if isinstance(value, str):
                yield key, value
            yield from texts(value)
    elif isinstance(form, list):
        for part in form:
            yield from texts(part)


def test_no_text_is_in_one_language_only(course):
    blueprint(course, "essay", "choice")
    typed = ["hard is one", "nonsense", "e", "x", "2"]
    english = documents("--lang", "en", "--seed", "5", typed=typed)
    korean = documents("--lang", "ko", "--seed", "5", typed=typed)
    for form in (*english, *korean):
        form.get("exam", {}).clear()  # its name, and when it began

    def said(forms):
        return sorted({pair for form in forms for pair in texts(form) if pair[0] != "details"})

    assert said(english) == said(korean)


def test_the_page_has_every_type_and_key(course, log):
    found = documents("--seed", "5", typed=[*TALK[:-1], "q"])
    found += documents("--resume", typed=["e"])
    blueprint(course, "essay")
    found += documents(typed=["hard is one", "e", "q"])
    assert len({form["type"] for form in found}) == 10
    for form in found:
        assert f"`{form['type']}`" in SECTION, form["type"]
        names = {key for key in keys_of(form) if key not in ("ko", "en")}
        missing = {key for key in names if f"`{key}`" not in SHARED and f'"{key}"' not in SHARED}
        assert not missing, (form["type"], missing)


def test_the_page_has_every_note():
    code = Path(session.__file__).read_text(encoding="utf-8")
    found = {f"exam_{what}" for what in ("flagged", "unflagged", "first", "last")}
    found |= set(re.findall(r'_noted\("(\w+)"', code))
    assert len(found) > 12
    for key in found:
        assert f"`{key.removeprefix('exam_')}`" in SECTION, key
