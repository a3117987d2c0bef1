"""A blueprint of an exam, read and checked. Only where the cache has none."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from basis.yamltree import YamlFault, read
from quiz.bank.faults import problems
from quiz.bank.placing import place
from quiz.bank.schema.blueprint import BlueprintEntry
from quiz.bank.yamlfaults import place_fault, place_yaml
from quiz.finding import Finding, Problem

Form = dict[str, Any]


def read_blueprint(path: Path, areas: Collection[str]) -> tuple[Form | None, tuple[Finding, ...]]:
    """What a blueprint says, and every fault in it.

    Args:
        path: the file.
        areas: ids of the areas, in the order of the course, which becomes that of the blueprint.

    Returns:
        None where there is a fault.
    """
    try:
        tree = read(path)
    except YamlFault as fault:
        return None, (place_yaml(fault, path.name),)
    found = [place_fault(fault, path.name) for fault in tree.faults]
    if not isinstance(tree.data, dict):
        found.append(place(Problem("not-a-mapping"), tree, None, path.name, "part_blueprint"))
        return None, tuple(found)
    try:
        form = BlueprintEntry.model_validate(tree.data, context=areas).model_dump(by_alias=True)
    except ValidationError as error:
        faults = problems(error, tree.data, BlueprintEntry)
        found += [place(fault, tree, None, path.name, "part_blueprint") for fault in faults]
    if found:
        return None, tuple(sorted(found))
    form["areas"] = {area: form["areas"][area] for area in areas if area in form["areas"]}
    return form, ()
