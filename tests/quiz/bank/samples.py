"""A question of each kind to be spoilt, and the course that it belongs to."""

import re
from functools import cache
from pathlib import Path

from basis.texts import Texts
from quiz.bank.reading import read_bank
from quiz.syllabus import Syllabus

COURSE = Path(__file__).resolve().parents[1] / "fake_questions"
BANK = "basics/divergence.yaml"

_COMMON = """\
- id: sample
  kind: {kind}
  concepts: [divergence.1]
  difficulty: 2
  prompt: {{ko: 질문, en: question}}
  explanation: {{ko: 설명, en: explanation}}
  hint: {{ko: 힌트, en: hint}}
"""
_BODIES = {
    "choice": "  choices:\n    - {name: one, text: 1, correct: true}\n    - {name: two, text: 2}\n",
    "truefalse": "  answer: true\n",
    "numeric": "  answer: 1\n",
    "vector": "  answer: [1, 2]\n",
    "formula": "  answer: x\n  names: {x: real}\n",
    "text": "  answers: {ko: [답], en: [answer]}\n",
    "cloze": "  blanks:\n    gap: {answer: 1}\n",
    "ordering": "  items:\n    - {name: one, text: 1}\n    - {name: two, text: 2}\n",
    "matching": "  pairs: [{name: a, left: 1, right: A}, {name: b, left: 2, right: B}]\n",
    "output": "  code: print(1)\n  answer: 1\n",
    "essay": "  model: {ko: 글, en: text}\n  rubric:\n    - {name: point, text: a point}\n",
}
_BODIES["choices"] = _BODIES["choice"]


def sample(kind="numeric", *changes):
    """The YAML of a question. Each change is a key with its value; the key's old value goes.

    `WHY` in a change stands for a `why` with its text in both languages.
    """
    text = _COMMON.format(kind=kind) + _BODIES[kind]
    for change in changes:
        key = re.match(r"§?([^\s:]+)", change)[1]
        text = re.sub(rf"^..{key}:.*\n(    .*\n)*", "", text, flags=re.MULTILINE)
        text += f"  {change}\n".replace("WHY", "why: {ko: 가, en: a}")
    return "- " + text[2:]


@cache
def syllabus():
    return Syllabus.load(COURSE)


def read(text, path=BANK):
    return read_bank(path, text.encode(), syllabus())


def found(text, path=BANK):
    """Rule, line and column of everything that is found."""
    return [(finding.rule, finding.line, finding.column) for finding in read(text, path).findings]


def marked(text):
    """A text without its marks, and the line and column of each."""
    places = []
    while "§" in text:
        before, _, after = text.partition("§")
        places.append((before.count("\n") + 1, len(before) - before.rfind("\n")))
        text = before + after
    return text, places


def key_of(finding):
    """The key of a finding's text."""
    return "finding_" + finding.rule.replace("-", "_")


def said(finding, lang="en"):
    """The text of a finding."""
    return Texts(lang, "quiz").fill(key_of(finding), finding.fields)
