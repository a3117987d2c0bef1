"""Blueprints are read with their faults in place, and one does not spoil another."""

import re
import shutil
import sys
from pathlib import Path

import pytest

from basis.texts import LANGUAGES, Texts
from quiz.bank.bank import Bank
from quiz.errors import ContentError, UsageError
from quiz.exam.assembling import assemble
from quiz.exam.blueprints import find, load_blueprints
from quiz.syllabus import FILES
from tests.quiz.authoring.banks import said
from tests.quiz.fake_course import FOLDER

GOOD = """\
title: {ko: 시험, en: Exam}
count: 4
minutes: 20
areas: {models: 1, basics: 2.5}
kinds: {choice: 1, numeric: 2, choices: 1}
difficulties: {2: 1, 3: 1}
points: {choice: 2, numeric: 3, choices: 3, essay: 9}
"""
#: What is changed, with `§` where the fault is to be shown, and the rule.
FAULTS = [
    ("count: 4", "count: §0", "out-of-range"),
    ("count: 4", "count: §2.5", "wrong-type"),
    ("count: 4", "count: §many", "wrong-type"),
    ("minutes: 20", "minutes: §1000", "out-of-range"),
    ("minutes: 20\n", "", "missing-key"),
    ("minutes: 20", "minutes: 20\n§minuets: 20", "unknown-key"),
    ("title: {ko: 시험, en: Exam}", "§title: Exam", "missing-language"),
    ("basics: 2.5", "§basic: 2.5", "no-such-area"),
    ("basics: 2.5", "basics: §0", "out-of-range"),
    ("basics: 2.5", "basics: §-1", "out-of-range"),
    ("{models: 1, basics: 2.5}", "§{}", "too-few"),
    ("{models: 1, basics: 2.5}", "§[models]", "wrong-type"),
    ("{choice: 1,", "{§chioce: 1,", "no-such-kind"),
    ("{2: 1, 3: 1}", "{2: 1, §6: 1}", "no-such-difficulty"),
    ("{choice: 2,", "{", "kind-without-points"),
    ("{choice: 2,", "{choice: 2, §nonsense: 1,", "no-such-kind"),
    ("count: 4", "count: 4\n§count: 5", "duplicate-key"),
    ("title:", "title: §: :", "yaml-colon"),
]


@pytest.fixture
def folder(tmp_path):
    for file in FILES:
        shutil.copy(FOLDER / file, tmp_path)
    return tmp_path


def write(folder, text, name="made"):
    (folder / f"exam-{name}.yaml").write_text(text, encoding="utf-8")


def test_a_good_one(folder):
    write(folder, GOOD)
    blueprints = load_blueprints(folder)
    made = find(blueprints, "made")
    assert (list(blueprints), blueprints.findings) == (["made"], ())
    assert (made.id, made.title.en, made.count, made.minutes) == ("made", "Exam", 4, 20)
    assert list(made.areas.items()) == [("basics", 2.5), ("models", 1)]  # as the course goes
    assert made.difficulties == {2: 1, 3: 1} and made.points["essay"] == 9


@pytest.mark.parametrize(("old", "new", "rule"), FAULTS)
def test_a_fault_is_shown_where_it_is(folder, old, new, rule):
    marked = GOOD.replace(old, new, 1)
    assert marked != GOOD
    write(folder, marked.replace("§", ""))
    blueprints = load_blueprints(folder)
    assert not blueprints
    finding = blueprints.findings[0]
    assert finding.rule == rule and finding.file == "exam-made.yaml"
    for lang in LANGUAGES:
        assert "?:" not in said(finding, lang)
    before = marked.partition("§")[0]
    if "§" in marked:
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        assert (finding.line, finding.column) == place
    with pytest.raises(ContentError) as caught:
        find(blueprints, "made")
    assert caught.value.place.endswith(f"exam-made.yaml:{finding.line}:{finding.column}")


def test_what_was_meant_is_named(folder):
    for old, new, near in [
        ("basics: 2.5", "basic: 2.5", "basics"),
        ("{choice: 1,", "{chioce: 1,", "choice"),
        ("3: 1}", "6: 1}", "5"),
        ("3: 1}", "0: 1}", "1"),
    ]:
        write(folder, GOOD.replace(old, new))
        assert f"did you mean '{near}'?" in said(load_blueprints(folder).findings[0])


def test_all_faults_at_once_and_the_others_stay(folder):
    write(folder, GOOD.replace("count: 4", "count: 0").replace("basics", "basic"), "bad")
    write(folder, "", "empty")
    write(folder, GOOD, "good")
    blueprints = load_blueprints(folder)
    assert [finding.rule for finding in blueprints.findings] == [
        "out-of-range",
        "no-such-area",
        "not-a-mapping",
    ]
    assert find(blueprints, "good").count == 4


def test_an_unknown_one_is_told_the_nearest(folder):
    with pytest.raises(UsageError) as caught:
        find(load_blueprints(folder), "made")
    assert caught.value.key == "exam_no_blueprints"
    write(folder, GOOD)
    for name, key in (("mode", "exam_no_blueprint_near"), ("zzz", "exam_no_blueprint")):
        with pytest.raises(UsageError) as caught:
            find(load_blueprints(folder), name)
        error = caught.value
        assert error.key == key
        assert "made" in Texts("en", "quiz").fill(error.key, error.fields)


def test_a_warm_start_reads_what_was_kept_until_a_file_changes(folder, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    write(folder, GOOD)
    write(folder, GOOD.replace("count: 4", "count: 0"), "bad")
    cold = load_blueprints(folder, cache)
    monkeypatch.setitem(sys.modules, "quiz.bank.exams", None)  # whoever reads a file fails
    warm = load_blueprints(folder, cache)
    assert dict(warm) == dict(cold) and warm.findings == cold.findings
    assert [dict(f.fields) for f in warm.findings] == [dict(f.fields) for f in cold.findings]
    write(folder, GOOD.replace("count: 4", "count: 5"))
    with pytest.raises(ImportError):
        load_blueprints(folder, cache)
    monkeypatch.undo()
    assert load_blueprints(folder, cache)["made"].count == 5


def test_banks_and_blueprints_are_told_apart(folder):
    write(folder, GOOD)
    bank = Bank.open(folder)
    assert (bank.files, bank.findings) == ((), ())


# --- The blueprints of the course ----------------------------------------------------------------

QUESTIONS = Path(__file__).resolve().parents[3] / "questions"


@pytest.mark.parametrize("name", ["final", "midterm"])
def test_the_exams_of_the_course_can_be_had_as_they_are_planned(name):
    bank = Bank.open(QUESTIONS)
    blueprint = find(load_blueprints(QUESTIONS), name)
    areas = list(bank.syllabus.areas)
    assert list(blueprint.areas) == areas[: len(blueprint.areas)]
    for seed in range(5):
        paper = assemble(blueprint, bank.entries, seed)
        found = [bank.find(item.question) for item in paper.items]
        assert len(found) == len({entry.concepts[0] for entry in found}) == blueprint.count
        for shares, of in (
            (blueprint.areas, "area"),
            (blueprint.kinds, "kind"),
            (blueprint.difficulties, "difficulty"),
        ):
            names = [getattr(entry, of) for entry in found]
            whole = sum(shares.values())
            for name_, share in shares.items():
                assert abs(names.count(name_) - blueprint.count * share / whole) < 1 + 1e-9


def test_the_comment_on_how_weights_were_got_is_there():
    for name in ("final", "midterm"):
        text = (QUESTIONS / f"exam-{name}.yaml").read_text("utf-8")
        assert re.search(r"# .*notes", text)
