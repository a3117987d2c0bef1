"""`quiz check` knows the blueprints of exams, and what the banks lack for them."""

import pytest

from basis.texts import LANGUAGES
from quiz.authoring.checking import check
from quiz.authoring.selection import selection
from quiz.bank.bank import Bank
from tests.quiz.authoring.banks import course, good, said

BLUEPRINT = """\
title: {ko: 시험, en: Exam}
count: 2
minutes: 20
areas: {basics: 1}
kinds: {numeric: 1}
difficulties: {2: 1}
points: {numeric: 3, essay: 3}
"""
#: What is changed in the blueprint, with `§` where the fault is to be shown, and the rule.
LACKS = [
    ("count: 2", "count: 3", None, ["area", "kind", "difficulty"]),
    ("{basics: 1}", "{basics: 9, models: §1}", None, ["area"]),
    ("{numeric: 1}", "{numeric: 1, essay: §1}", None, ["kind"]),
    ("{2: 1}", "{2: 1, 5: §1}", None, ["difficulty"]),
]


@pytest.fixture
def root(tmp_path):
    return course(tmp_path, good("numeric"), good("numeric"))


def write(root, text):
    (root / "exam-made.yaml").write_text(text.replace("§", ""), encoding="utf-8")
    return Bank.open(root)


def test_a_blueprint_that_fits(root):
    found = check(write(root, BLUEPRINT))
    assert (found.findings, found.files, found.questions) == ((), 2, 2)


@pytest.mark.parametrize(("old", "new", "place", "sides"), LACKS)
def test_what_the_banks_lack_is_told_where_it_is_asked_for(root, old, new, place, sides):
    marked = BLUEPRINT.replace(old, new)
    found = check(write(root, marked)).findings
    assert {f.rule for f in found} == {f"exam-lacks-{side}" for side in sides}
    if "§" in marked:
        before = marked.partition("§")[0]
        here = before.count("\n") + 1, len(before) - before.rfind("\n")
        assert (found[0].line, found[0].column) == here
    for lang in LANGUAGES:
        assert all(said(finding, lang) for finding in found)


def test_a_fault_in_a_blueprint_is_a_fault(root):
    report = check(write(root, BLUEPRINT.replace("basics", "basic")))
    (finding,) = report.findings
    assert (finding.rule, finding.file, finding.line) == ("no-such-area", "exam-made.yaml", 4)
    assert report.exit_code == 2 and report.faulty_files == 1


def test_a_blueprint_alone(root):
    bank = write(root, BLUEPRINT.replace("basics", "basic"))
    for word in ("exam-made", str(root / "exam-made.yaml"), "exam-made.yaml"):
        report = check(bank, selection(bank, [word]))
        assert (len(report.findings), report.files, report.questions) == (1, 1, 0)
    report = check(bank, selection(bank, ["basics"]))
    assert (report.findings, report.files) == ((), 1)
    assert selection(bank, [str(root)]) is None
