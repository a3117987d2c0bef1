"""Whether the banks have what the blueprints of exams ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from math import floor
from pathlib import Path
from typing import Any

from basis.yamltree import YamlFault, read
from quiz.bank.bank import Bank
from quiz.bank.placing import place
from quiz.exam.assembling import fitting
from quiz.exam.blueprint import Blueprint
from quiz.exam.blueprints import file_of, load_blueprints
from quiz.finding import Finding, Problem


def exam_findings(bank: Bank) -> Iterator[Finding]:
    """What is wrong with the blueprints beside some banks."""
    blueprints = load_blueprints(bank.folder)
    yield from blueprints.findings
    for blueprint in blueprints.values():
        problems = list(lacking(blueprint, bank))
        if problems:
            yield from _placed(problems, bank.folder, file_of(blueprint.id))


def lacking(blueprint: Blueprint, bank: Bank) -> Iterator[Problem]:
    """What a paper can never have enough of.

    A share is rounded down, but to one question at least: it may be rounded up in a paper.
    """
    fit = fitting(blueprint, bank.entries)
    sides: dict[str, tuple[Mapping[Any, float], Counter[Any]]] = {
        "area": (blueprint.areas, Counter(entry.area for entry in fit)),
        "kind": (blueprint.kinds, Counter(entry.kind for entry in fit)),
        "difficulty": (blueprint.difficulties, Counter(entry.difficulty for entry in fit)),
    }
    keys = {"area": "areas", "kind": "kinds", "difficulty": "difficulties"}
    for side, (shares, there) in sides.items():
        whole = sum(shares.values())
        for name, share in shares.items():
            wanted = max(1, floor(blueprint.count * share / whole))
            if there[name] < wanted:
                fields = {"name": name, "wanted": wanted, "there": there[name]}
                yield Problem(f"exam-lacks-{side}", (keys[side], str(name)), fields)


def _placed(problems: list[Problem], folder: Path, file: str) -> Iterator[Finding]:
    try:
        tree = read(folder / file)
    except YamlFault:  # the file was changed while it was checked
        return
    yield from (place(problem, tree, None, file, "part_blueprint") for problem in problems)
