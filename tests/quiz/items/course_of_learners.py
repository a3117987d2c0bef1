"""A simulated class: everybody answers most questions, the strong more of them rightly."""

import math
import random
from dataclasses import replace
from datetime import timedelta

from quiz.logbook.transfer import Row, form_of, write_rows
from tests.quiz.fake_kind import START, review

OPTIONS = ("near", "far", "odd")


def answered(learner, question, place, right, option="", **more):
    """A row: a choice of four, the key or one of OPTIONS."""
    made = review(
        question,
        (f"c.{question}",),
        float(right),
        kind="choice",
        session=f"s-{learner}",
        turn=place,
        chance=0.25,
        difficulty=3,
        seconds=30.0,
        says=() if right else (option,),
    )
    made = replace(made, at=START + timedelta(minutes=place), **more)
    return Row(learner, made)


def a_class(learners=60, questions=25, seed=0, wrong_key="", share=0.8):
    """Rows of a class; of `wrong_key` the right answer is "far", which the bank calls wrong."""
    rng = random.Random(seed)
    levels = [rng.gauss(0, 0.7) for _ in range(questions)]
    rows = []
    for person in range(learners):
        ability = rng.gauss(0, 1)
        for number, level in enumerate(levels):
            if rng.random() > share:
                continue
            question = f"q{number:02}"
            knows = rng.random() < 1 / (1 + math.exp(-1.3 * (ability + 0.8 - level)))
            option = rng.choices(OPTIONS, (6, 3, 0 if number == 7 else 1))[0]
            if question == wrong_key:
                knows, option = (False, "far") if knows else (rng.random() < 0.4, option)
            rows.append(answered(f"learner-{person}", question, number + 1, knows, option))
    return rows


def written(rows, path):
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_rows(rows, stream, form_of(path.name))
    return path
