"""Entries and blueprints made for tests; no question stands behind them."""

from itertools import product

from basis.texts import Text
from quiz.bank.record import Entry
from quiz.exam.blueprint import Blueprint

AREAS = ("alpha", "beta", "gamma", "delta")
KINDS = ("truefalse", "choice", "numeric", "formula")


def entry(id, area="alpha", kind="choice", difficulty=2, concept=None):
    concepts = (concept or f"{id}.1",)
    return Entry(id, kind, id, area, concepts, difficulty, 1, f"{area}/{id}.yaml", 1, 1, id)


def rich(per_cell=2):
    """A bank in which every area has every kind in every difficulty, each on its own concept."""
    cells = product(AREAS, KINDS, range(1, 6), range(per_cell))
    return [entry(f"{a}-{k}-{d}-{n}", a, k, d) for a, k, d, n in cells]


def blueprint(count=12, **changes):
    return Blueprint(
        **{
            "id": "made",
            "title": Text("시험", "Exam"),
            "count": count,
            "minutes": 30,
            "areas": {"alpha": 4, "beta": 3, "gamma": 2, "delta": 1},
            "kinds": {"truefalse": 1, "choice": 3, "numeric": 3, "formula": 1},
            "difficulties": {1: 1, 2: 3, 3: 3, 4: 1},
            "points": {"truefalse": 1, "choice": 2, "numeric": 3, "formula": 4},
        }
        | changes
    )
