"""The three files that say what the course is, read and checked. Only where the cache has none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from basis.texts import Message
from basis.yamltree import read
from quiz.bank.faults import problems
from quiz.bank.placing import place
from quiz.bank.schema.course import AreaEntry, ErratumEntry, TopicEntry
from quiz.bank.schema.model import Model
from quiz.bank.yamlfaults import place_fault
from quiz.errors import ContentError
from quiz.finding import Finding, Problem
from quiz.syllabus import nearest

Entry = dict[str, Any]
#: Problems of an entry, given those before it.
Check = Callable[[Entry, list[Entry]], Iterator[Problem]]
#: Problems of all entries together, each with the index of its entry.
Whole = Callable[[list[Entry]], Iterable[tuple[int, Problem]]]


def read_course(folder: Path) -> dict[str, list[Entry]]:
    """Areas, topics and errata as plain lists of entries, defaults filled in.

    Raises:
        YamlFault: if a file is missing or no YAML.
        ContentError: at the first other fault.
    """
    areas = _read(folder / "areas.yaml", AreaEntry, _once)
    errata = _read(folder / "errata.yaml", ErratumEntry, _once)

    def fits(topic: Entry, before: list[Entry]) -> Iterator[Problem]:
        yield from _once(topic, before)
        yield from _known("unknown-area", topic["area"], areas, ("area",))
        taken = {concept["id"] for other in before for concept in other["concepts"]}
        for i, concept in enumerate(topic["concepts"]):
            at = ("concepts", i, "id")
            if concept["id"] in taken:
                yield Problem("entry-twice", at, {"id": concept["id"]})
            taken.add(concept["id"])
            if (erratum := concept["erratum"]) is not None:
                yield from _known("unknown-erratum", erratum, errata, ("concepts", i, "erratum"))

    topics = _read(folder / "syllabus.yaml", TopicEntry, fits, _requirements)
    return {"areas": areas, "topics": topics, "errata": errata}


def _once(entry: Entry, before: list[Entry]) -> Iterator[Problem]:
    if any(entry["id"] == other["id"] for other in before):
        yield Problem("entry-twice", ("id",), {"id": entry["id"]})


def _known(
    rule: str, name: str, entries: list[Entry], at: tuple[str | int, ...]
) -> Iterator[Problem]:
    ids = [entry["id"] for entry in entries]
    if name not in ids:
        near = nearest(name, ids)
        advice = Message("did_you_mean", {"near": near}) if near else Message("none_near")
        yield Problem(rule, at, {rule.removeprefix("unknown-"): name, "advice": advice})


def _requirements(topics: list[Entry]) -> Iterator[tuple[int, Problem]]:
    for index, topic in enumerate(topics):
        required = topic["requires"]
        for i, name in enumerate(required):
            at = ("requires", i)
            if name == topic["id"]:
                yield index, Problem("requires-itself", at, {"topic": name})
            if name in required[:i]:
                yield index, Problem("repeated", at, {"name": name})
            for problem in _known("unknown-requirement", name, topics, at):
                yield index, problem
    yield from _cycle(topics)


def _cycle(topics: list[Entry]) -> Iterator[tuple[int, Problem]]:
    """Topics that require each other, if there are any, from the first of them in the file."""
    requires = {topic["id"]: set(topic["requires"]) - {topic["id"]} for topic in topics}
    try:
        TopologicalSorter(requires).prepare()
    except CycleError as error:
        # The other way round: there each is required by the next, and the last is the first.
        ring = error.args[1][:0:-1]
        order = [topic["id"] for topic in topics]
        start = ring.index(min(ring, key=order.index))
        ring = ring[start:] + ring[:start]
        index = order.index(ring[0])
        at = ("requires", topics[index]["requires"].index(ring[1]))
        yield index, Problem("requires-cycle", at, {"cycle": " → ".join([*ring, ring[0]])})


def _nothing(entries: list[Entry]) -> Iterable[tuple[int, Problem]]:
    return ()


def _read(path: Path, model: type[Model], check: Check, whole: Whole = _nothing) -> list[Entry]:
    tree = read(path)
    _refuse(path, (place_fault(fault, path.name) for fault in tree.faults))
    if not isinstance(tree.data, list):
        raise ContentError("finding_not_a_list", path)
    entries: list[Entry] = []
    for index, data in enumerate(tree.data):
        try:
            entry = model.model_validate(data).model_dump(by_alias=True)
            faults = check(entry, entries)
        except ValidationError as error:
            faults = problems(error, data, model)
        _refuse(path, (place(fault, tree, index, path.name, "part_entry") for fault in faults))
        entries.append(entry)
    placed = (place(fault, tree, i, path.name, "part_entry") for i, fault in whole(entries))
    _refuse(path, placed)
    return entries


def _refuse(path: Path, findings: Iterable[Finding]) -> None:
    """Raise the first finding, if any."""
    for finding in sorted(findings):
        key = "finding_" + finding.rule.replace("-", "_")
        raise ContentError(key, path, finding.line, finding.column, **finding.fields)
