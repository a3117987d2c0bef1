"""Small banks to be checked: the course of the tests with other questions in it."""

import shutil

from basis.texts import Texts
from quiz.authoring.checking import check
from quiz.authoring.runner import RunResult
from quiz.bank.bank import Bank
from quiz.syllabus import FILES
from tests.quiz.bank.samples import BANK, COURSE, sample

GOOD = {
    "choice": (
        "choices:\n"
        "    - {name: one, text: '$1$', correct: true}\n"
        "    - {name: two, text: '$2$', why: {ko: 아닙니다., en: No.}}"
    ),
    "choices": (
        "choices:\n"
        "    - {name: one, text: '$1$', correct: true}\n"
        "    - {name: two, text: '$2$', why: {ko: 아닙니다., en: No.}}"
    ),
    "cloze": "prompt: {ko: '값은 [[gap]]입니다.', en: 'It is [[gap]].'}",
}


def good(kind, *changes):
    """A question of a kind in which nothing is wrong, but for the changes."""
    return sample(kind, *([GOOD[kind]] if kind in GOOD else []), *changes)


def course(folder, *questions, bank=BANK):
    """A course with these questions, numbered, in one bank."""
    root = folder / "questions"
    if not root.exists():
        root.mkdir()
        for file in FILES:
            shutil.copy(COURSE / file, root)
    file = root / bank
    file.parent.mkdir(exist_ok=True)
    numbered = (text.replace("id: sample", f"id: sample-{i}") for i, text in enumerate(questions))
    file.write_text("\n".join(numbered), encoding="utf-8")
    return root


def report(folder, *questions, runner=None, **options):
    """What `quiz check` finds in these questions."""
    return check(Bank.open(course(folder, *questions)), None, runner, **options)


def rules(found):
    """The broken rules."""
    return [finding.rule for finding in found.findings]


def said(finding, lang="en"):
    """The text of a finding, which must be in the catalogue with all its fields."""
    texts = Texts(lang, "quiz")
    assert texts.template(finding.key), finding.rule
    text = texts.fill(finding.key, finding.fields)
    assert "?" not in text.replace("did you mean", "").rstrip("?"), text
    return text


def prints(text, failure=""):
    """A runner of whatever program: it prints this."""
    return lambda source: RunResult(text, failure)
