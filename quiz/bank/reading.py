"""One bank: from the bytes of its file to questions, and to every fault at once. Pure."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from basis.texts import Message
from basis.yamltree import Fault, Tree, YamlFault, load
from quiz.bank.faults import problems
from quiz.bank.forms import Form, form_of, question_of
from quiz.bank.placing import name_of, place
from quiz.bank.record import Place
from quiz.bank.schema.names import Context
from quiz.bank.schema.questions import MODELS, UnknownKind
from quiz.bank.yamlfaults import place_fault, place_yaml
from quiz.finding import Finding, Problem
from quiz.question import Question
from quiz.syllabus import Syllabus, nearest

MOST_BYTES = 4_000_000
MOST_QUESTIONS = 2_000


@dataclass(frozen=True)
class Reading:
    """What a bank holds.

    Attributes:
        forms: its questions without a fault, as quiz/bank/forms.py has them.
        faulty: where the other questions stand, as far as they have an id.
        findings: every fault, by place.
    """

    forms: tuple[Form, ...] = ()
    faulty: tuple[Place, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions without a fault, in their order."""
        return tuple(map(question_of, self.forms))


def read_bank(path: str, content: bytes, syllabus: Syllabus) -> Reading:
    """Read a bank.

    Args:
        path: its file relative to the folder of the banks, as `<area>/<topic>.yaml`.
        content: the file.
        syllabus: what its concepts and errata refer to.
    """
    wrong = list(_misplaced(path, syllabus))
    text = _text(path, content)
    if isinstance(text, Finding):
        return Reading(findings=_sorted([*wrong, text]))
    try:
        tree = load(text, Path(path))
    except YamlFault as fault:
        return Reading(findings=_sorted([*wrong, place_yaml(fault, path)]))
    if unfit := _no_bank(tree.data):
        faults = [place_fault(fault, path) for fault in tree.faults]
        return Reading(findings=_sorted([*wrong, *faults, Finding(path, 1, 1, *unfit)]))
    return _Bank(path, tree, syllabus).reading(wrong)


def _misplaced(path: str, syllabus: Syllabus) -> Iterator[Finding]:
    """A bank bears the name of a topic, and lies in the folder of its area."""
    area, _, name = path.rpartition("/")
    topic, dot, suffix = name.rpartition(".")
    if suffix != "yaml":
        yield Finding(path, 1, 1, "wrong-suffix", {"suffix": dot + suffix})
    if topic not in syllabus.topics:
        near = nearest(topic, syllabus.topics)
        advice = Message("did_you_mean", {"near": near}) if near else Message("none_near")
        yield Finding(path, 1, 1, "unknown-topic", {"topic": topic, "advice": advice})
    elif area != (right := syllabus.topics[topic].area):
        yield Finding(path, 1, 1, "wrong-area", {"topic": topic, "area": right})


def _text(path: str, content: bytes) -> str | Finding:
    """The text of a file, with composed letters: a Mac may write ㄱ and ㅏ for 가."""
    if len(content) > MOST_BYTES:
        return Finding(path, 1, 1, "file-too-large", {"limit": MOST_BYTES // 1_000_000})
    try:
        return unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return Finding(path, line, column, "not-utf8")


def _no_bank(data: Any) -> tuple[str, dict[str, Any]] | None:
    """What is wrong with the data of a whole file."""
    if data is None or data == []:
        return "empty-file", {}
    if not isinstance(data, list):
        return "not-a-list", {}
    if len(data) > MOST_QUESTIONS:
        return "too-many-questions", {"count": len(data), "most": MOST_QUESTIONS}
    return None


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By place; what is said twice (of an answer that stands for both languages) only once."""
    return tuple(
        sorted({(finding, repr(finding.fields)): finding for finding in findings}.values())
    )


class _Bank:
    """A list of questions that is being read."""

    def __init__(self, path: str, tree: Tree, syllabus: Syllabus) -> None:
        self._path = path
        self._tree = tree
        topic = PurePosixPath(path).stem
        self._topic = topic if topic in syllabus.topics else ""
        self._area = syllabus.topics[topic].area if self._topic else ""
        self._context = Context(syllabus, self._topic)
        self._starts = [tree.position(index) for index in range(len(tree.data))]

    def reading(self, findings: list[Finding]) -> Reading:
        """The reading, with what is wrong with the file itself."""
        spoilt = set()
        for fault in self._tree.faults:
            index = self._holder(fault)
            spoilt.add(index)
            findings.append(place_fault(fault, self._path, name_of(self._tree.data[index])))
        forms: list[Form] = []
        faulty: list[Place] = []
        for index, data in enumerate(self._tree.data):
            found = self._question(index, data)
            if isinstance(found, dict) and index not in spoilt and self._topic:
                forms.append(found)
            elif name := name_of(data):
                faulty.append(Place(name, *self._starts[index]))
            if isinstance(found, list):
                findings += [place(problem, self._tree, index, self._path) for problem in found]
        return Reading(tuple(forms), tuple(faulty), _sorted(findings))

    def _holder(self, fault: Fault) -> int:
        """The index of the question that a fault stands in."""
        return max(0, bisect_right(self._starts, (fault.line, fault.column)) - 1)

    def _question(self, index: int, data: Any) -> Form | list[Problem]:
        """The form of a question, or what is wrong with it."""
        if not isinstance(data, dict):
            return [Problem("not-a-question")]
        kind = data.get("kind")
        model = MODELS.get(kind, UnknownKind) if isinstance(kind, str) else UnknownKind
        try:
            valid = model.model_validate(data, context=self._context)
        except ValidationError as error:
            return list(problems(error, data, model))
        keys = valid.model_dump(by_alias=True)
        return form_of(keys, self._topic, self._area, self._path, self._starts[index])
