"""What planning is worth: simulated learners study for an exam, by our plan and by others.

    python -m bench.planner [--learners 40] [--seed 3] [--quick] [--processes 2]

Expected score of the exam (0 to 100) at four sizes, under three theories of forgetting that the
planner does not know (bench/simulated/learners.py), with equal and with realistic weights and times
(bench/simulated/course.py), and for the course as it is (bench/simulated/shipped.py). All rules
meet the same learners and the same luck; "±" is half of a 95 % interval over learners of the paired
difference, and "!" marks where ours is behind beyond it. Of so many differences some are marked by
chance, so those are looked at again with other courses and learners, and only what shows again does
not hold.

The arithmetic of ranking is done on arrays, for all learners at once, and is first held against the
product's (bench/simulated/twins.py). Forecasts and fits are the product's own. What is not
simulated: what a session adds (an opener, areas in turns, misses asked again at once), several
questions on a concept, mistakes in code.
"""

from __future__ import annotations

import argparse
import math
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from bench.simulated import tables
from bench.simulated.calibration import QUESTIONS as QUESTIONS_DRAWN
from bench.simulated.calibration import Calibration, calibrated
from bench.simulated.choosing import QUESTIONS, cost
from bench.simulated.forgetting import Numbers
from bench.simulated.learners import MODELS
from bench.simulated.policies import BASELINES, OURS, WITHOUT
from bench.simulated.shipped import concepts
from bench.simulated.study import Setting, studied
from bench.simulated.tables import Difference, difference
from bench.simulated.twins import compare

#: Concepts, days, minutes a day.
SIZES = ((150, 14, 20), (300, 21, 30), (600, 30, 30), (600, 10, 60))
QUICK_SIZES = SIZES[:2]

#: Days and minutes for the course as it is.
PACES = ((21, 40), (14, 20), (10, 90))

#: Days on which nobody studies, which the plan does not know of before.
MISSED = {
    "every third day": frozenset(range(2, 21, 3)),
    "the last five days": frozenset(range(16, 21)),
    "days 5 to 11": frozenset(range(4, 11)),
}

#: Courses, each with as many learners, with which what does not hold is looked at again.
_AGAIN = 3

Scores = dict[str, Numbers]


class Fault(NamedTuple):
    """Where ours is not as far ahead of a baseline as it should be."""

    setting: Setting
    name: str
    lead: Difference

    def __str__(self) -> str:
        setting, missed = self.setting, _missed(self.setting)
        away = f", missing {missed}" if missed else ""
        where = f"{_weights(setting)}, {setting.model}, {tables.size(setting)}{away}"
        return f"{where}: {self.lead} against {self.name}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=40)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="two sizes, twelve learners")
    parser.add_argument("--processes", type=int, default=min(8, os.cpu_count() or 1))
    args = parser.parse_args()
    learners, sizes = (12, QUICK_SIZES) if args.quick else (args.learners, SIZES)
    settings = [
        Setting(model, *size, realistic, learners, args.seed)
        for realistic in (False, True)
        for size in sizes
        for model in MODELS
    ]
    settings += [
        Setting(model, concepts(), *pace, True, learners, args.seed, shipped=True)
        for pace in PACES
        for model in MODELS
    ]
    # One core for each process: arrays this small gain nothing from threads.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with ProcessPoolExecutor(args.processes) as pool:
        verify(pool, settings)
        behind = list(against_baselines(pool, settings))
        behind += missed_days(pool, [s for s in settings if s.days == 21 and not s.shipped])
        sources(pool, [s for s in settings if s.realistic])
        faults = readiness(pool, [s for s in settings if s.realistic and not s.shipped])
        faults += again(pool, behind)
    choosing()
    print("\nwhat does not hold" if faults else "\neverything holds")
    for fault in faults:
        print(f"  {fault}")


def verify(pool: Executor, settings: Iterable[Setting]) -> None:
    few = [replace(setting, learners=2) for setting in settings]
    compared = sum(pool.map(partial(compare, every=5), few))
    print(f"{compared} rankings, with their memories and priors: the same as the product's")


def against_baselines(pool: Executor, settings: Iterable[Setting]) -> Iterator[Fault]:
    """Ours less each of the others; gives what does not hold."""
    kind = ""
    for setting, scores in _all(pool, (OURS, *BASELINES), settings):
        if _weights(setting) != kind:
            kind = _weights(setting)
            print(f"\n{kind}: score of ours, and ours less ...")
            print(tables.heading(("ours", "the best of them", *BASELINES)))
        leads = _leads(scores)
        name = tables.best({name: scores[name] for name in BASELINES})
        ours = f"{scores['ours'].mean():.1f}"
        print(tables.row(setting, [ours, leads[name], *leads.values()]), flush=True)
        yield from _faults(setting, leads)


def missed_days(pool: Executor, settings: Iterable[Setting]) -> list[Fault]:
    """The same where learners do not keep to their plan."""
    faults = []
    for name, missed in MISSED.items():
        away = [replace(setting, missed=missed) for setting in settings]
        print(f"\nwho misses {name}: ours less ...")
        print(tables.heading(("weights", "ours", *BASELINES)))
        for setting, scores in _all(pool, (OURS, *BASELINES), away):
            leads = _leads(scores)
            cells = [_weights(setting).split()[0], f"{scores['ours'].mean():.1f}"]
            print(tables.row(setting, [*cells, *leads.values()]), flush=True)
            faults += _faults(setting, leads)
    return faults


def again(pool: Executor, faults: Iterable[Fault]) -> list[str]:
    """Look at faults again with other courses and learners; gives those that show again."""
    print("\nwhere ours is not ahead, again with others")
    found = []
    for fault in faults:
        seeds = range(fault.setting.seed + 1, fault.setting.seed + 1 + _AGAIN)
        others = [replace(fault.setting, seed=seed) for seed in seeds]
        both = [scores for _, scores in _all(pool, (OURS, fault.name), others)]
        ours, other = (np.concatenate([each[name] for each in both]) for name in (OURS, fault.name))
        lead = difference(ours, other)
        print(f"  {fault}; again {lead}", flush=True)
        found += [str(anew) for anew in _faults(fault.setting, {fault.name: lead})]
    return found


def sources(pool: Executor, settings: Iterable[Setting]) -> None:
    """What each part of ours is worth: ours less ours without it."""
    print("\nwhere the lead comes from, realistic weights and times: ours less ours without ...")
    columns: dict[str, list[Difference]] = {name: [] for name in WITHOUT}
    heads = []
    for setting, scores in _all(pool, (OURS, *WITHOUT), settings):
        heads.append(f"{setting.model} {tables.size(setting)}")
        for name in WITHOUT:
            columns[name].append(difference(scores[OURS], scores[name]))
    for start in range(0, len(heads), 6):
        part = slice(start, start + 6)
        print(f"{'':<26}" + "".join(f"{head:>18}" for head in heads[part]))
        for name, cells in columns.items():
            print(f"{name:<26}" + "".join(f"{cell!s:>18}" for cell in cells[part]), flush=True)


def readiness(pool: Executor, settings: Iterable[Setting]) -> list[str]:
    """How often intervals hold what they should; gives the models in which they do not."""
    print(
        "\nreadiness, realistic: 80 % intervals for the day of the exam if study stopped now;"
        "\nfrom the memory alone > recalibrated by the learner's own answers (what is shown)"
    )
    print(tables.heading(tables.CALIBRATION))
    cells: list[Calibration] = []
    for found in pool.map(calibrated, settings):
        for cell in found:
            cells.append(cell)
            print(tables.calibration(cell), flush=True)
    said = [cell for cell in cells if cell.said]
    return [fault for model in MODELS for fault in _held(model, said)]


def _held(model: str, cells: list[Calibration]) -> Iterator[str]:
    """The mean over all intervals of a model."""
    own = [cell for cell in cells if cell.setting.model == model]
    if not own:
        return
    noise = 1.96 * math.sqrt(0.8 * 0.2 / own[0].setting.learners)
    parts = []
    for name, shares in (
        ("the expected score", [cell.held for cell in own]),
        (f"that of an exam of {QUESTIONS_DRAWN} questions", [cell.exams for cell in own]),
    ):
        before, after = np.average(shares, axis=0, weights=[cell.said for cell in own])
        parts.append(f"{name} {before:.0%} > {after:.0%}")
        if after < 0.8 - noise:
            yield f"readiness, {model}: 80 % intervals hold {name} in {after:.0%}"
    print(f"{model}: of all intervals hold " + ", ".join(parts))


def choosing() -> None:
    spent = cost()
    print(
        f"\nchoosing among {QUESTIONS} questions on 600 concepts: {spent.choice:.2f} ms "
        f"(the longest of a session {spent.longest:.2f} ms);\n"
        f"once a session: to rank {spent.plan:.1f} ms, to sort the questions {spent.pool:.1f} ms"
    )


def _all(
    pool: Executor, policies: Iterable[str], settings: Iterable[Setting]
) -> Iterator[tuple[Setting, Scores]]:
    """The scores of all learners by each policy, in the order of the settings."""
    jobs = [
        (
            setting,
            {name: pool.submit(_scores, setting, name) for name in policies},
        )
        for setting in settings
    ]
    for setting, running in jobs:
        yield setting, {name: future.result() for name, future in running.items()}


def _scores(setting: Setting, policy: str) -> Numbers:
    return studied(setting, policy).scores()


def _leads(scores: Scores) -> dict[str, Difference]:
    return {name: difference(scores[OURS], scores[name]) for name in BASELINES}


def _faults(setting: Setting, leads: dict[str, Difference]) -> Iterator[Fault]:
    """Behind any beyond noise; with realistic weights not ahead of all."""
    for name, lead in leads.items():
        if lead.behind or (setting.realistic and lead.mean <= 0):
            yield Fault(setting, name, lead)


def _missed(setting: Setting) -> str:
    """Which days nobody studies on; nothing if there are none."""
    return next((name for name, days in MISSED.items() if days == setting.missed), "")


def _weights(setting: Setting) -> str:
    if setting.shipped:
        return "the course as it is"
    return f"{'realistic' if setting.realistic else 'equal'} weights and times"


if __name__ == "__main__":
    main()
