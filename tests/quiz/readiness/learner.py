"""A simulated learner who forgets faster or slower than the memory believes, and their log."""

import random
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

from quiz.memory.days import study_day
from quiz.memory.deriving import derived
from quiz.memory.forgetting import DEFAULT, Rating, first, following, recall
from quiz.planning.ranking import Material
from tests.quiz.fake_kind import START, review

DAY = study_day(START)
CHANCE = 0.2


class Learner:
    """Studies a share of some concepts, `looks` a day."""

    def __init__(self, seed, concepts=80, days=20, looks=12, factor=None):
        rng = random.Random(seed)
        factor = rng.lognormvariate(0, 0.6) if factor is None else factor
        self.truth = (*(w * factor for w in DEFAULT[:4]), *DEFAULT[4:])
        self.known = rng.uniform(0.1, 0.5)
        self.names = [f"c.{i}" for i in range(concepts)]
        self.odd = {name: rng.lognormvariate(0, 0.4) for name in self.names}
        self.states = {}
        self.reviews = []
        self.end = DAY + days
        for day in range(days):
            for name in rng.sample(self.names[: concepts * 3 // 4], looks):
                self.look(name, DAY + day, rng)

    def recall(self, name, day):
        if name not in self.states:
            return self.known
        stability, _, last = self.states[name]
        return recall(self.truth, stability * self.odd[name], day - last)

    def look(self, name, day, rng):
        hit = rng.random() < CHANCE + (1 - CHANCE) * self.recall(name, day)
        rating = Rating.GOOD if hit else Rating.AGAIN
        if name in self.states:
            stability, difficulty, last = self.states[name]
            state = following(self.truth, stability, difficulty, day - last, rating)
        else:
            state = first(self.truth, rating)
        self.states[name] = (*state, day)
        at = START + timedelta(days=day - DAY, minutes=len(self.reviews) % 300)
        made = review(f"q-{name}", (name,), float(hit), chance=CHANCE, turn=len(self.reviews))
        self.reviews.append(replace(made, at=at))

    def memory(self):
        return derived(self.reviews)

    def subjects(self, areas=4):
        count = len(self.names)
        material = Material(
            concepts=self.names,
            weights=[1 / count] * count,
            chances=[CHANCE] * count,
            minutes=[1.0] * count,
            before=[()] * count,
        )
        where = {name: f"area-{i * areas // count}" for i, name in enumerate(self.names)}
        return SimpleNamespace(material=material, areas=where)

    def score(self, day):
        chances = [CHANCE + (1 - CHANCE) * self.recall(name, day) for name in self.names]
        return 100 * sum(chances) / len(chances)
