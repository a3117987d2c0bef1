"""Random answers to random questions of the kinds that are answered by labels.

python -c "from tests.quiz.kinds.fuzzing import fuzz_choices; print(fuzz_choices(100_000, 1))"
"""

from __future__ import annotations

import random
from collections import Counter

from basis.texts import Message
from quiz.errors import UnreadableError
from quiz.kinds.registry import kind_of
from quiz.mark import Mark
from quiz.prompt import Prompt
from quiz.question import Question
from tests.quiz.kinds import made

#: What answers are put together from: labels, separators, signs, and things that are none.
PIECES = (
    *"0 1 2 3 4 5 12 13 a b c d e ab 가 나 다 ㅁ ㅠ ㅊ ① ② ③ ❶ Ⅱ ３ ａ (1) [2] 1번 2번 번".split(),
    *"o x t f true 참 거짓 없음 none text-a why == = : ; , . - – ~ → -> => / & + 과 and".split(),
    *("", " ", "\t", "\n", "\x00", "\x1b[2J", "\u202e", "\ufe0f", "ﷺ", "😀", "1" * 50, "{found}"),
)


def fuzz_choices(count: int, seed: int) -> Counter[str]:
    """Ask, answer and mark so many times.

    Returns:
        How often each kind was answered how.

    Raises:
        AssertionError: if something does not hold that always must.
    """
    rng = random.Random(seed)
    outcomes: Counter[str] = Counter()
    for _ in range(count):
        question = _question(rng)
        prompt = made.asked(question, rng.randrange(1000))
        _check_key(rng, prompt)
        outcomes[f"{question.kind} {_outcome(rng, prompt)}"] += 1
    return outcomes


def _question(rng: random.Random) -> Question:
    names = [chr(ord("a") + place) for place in range(rng.randint(2, 12))]
    kind = rng.choice(["choice", "choices", "truefalse", "ordering", "matching", "essay"])
    if kind in ("choice", "choices"):
        right = set(
            names[:1] if kind == "choice" else rng.sample(names, rng.randint(1, len(names)))
        )
        options = [made.option(name, correct=name in right, concepts=[name]) for name in names]
        return made.choice(*options, kind=kind, order=rng.choice(["fixed", "shuffled"]))
    if kind == "truefalse":
        return made.question(kind, {"answer": rng.random() < 0.5, "why": made.both("why")})
    if kind == "ordering" and rng.random() < 0.5:
        after = [rng.sample(names[:place], rng.randint(0, place)) for place in range(len(names))]
        return made.ordering(dict(zip(names, [[], names[:1], *after[2:]], strict=True)))
    if kind == "ordering":
        return made.ordering(dict.fromkeys(names), why="why")
    if kind == "matching":
        pairs = {name: (f"left-{name}", f"right-{name}") for name in names}
        return made.matching(pairs, {f"x-{name}": f"extra-{name}" for name in names[:3]})
    return made.essay({name: rng.randint(1, 3) for name in names})


def _outcome(rng: random.Random, prompt: Prompt) -> str:
    typed = rng.choice(["", " ", ", "]).join(rng.choices(PIECES, k=rng.randint(0, 6)))
    if rng.random() < 0.5:  # near an answer
        labels = [option.label for option in (*prompt.options, *prompt.others)]
        rng.shuffle(labels)
        typed = rng.choice(["", " ", ",", "→"]).join(labels[: rng.randint(0, len(labels))]) + typed
    try:
        mark = _mark(prompt, typed)
        assert mark == _mark(prompt, typed)
    except UnreadableError as error:
        _check_text(Message(error.key, error.fields))
        return error.key
    _check_mark(prompt, mark)
    return "right" if mark.score == 1 else "partly right" if mark.score else "wrong"


def _mark(prompt: Prompt, typed: str) -> Mark:
    kind = kind_of(prompt.question)
    answer = kind.read(prompt, typed)
    assert answer.typed == typed
    if kind.second(prompt, answer):
        answer = kind.read_second(prompt, answer, typed)
    return kind.mark(prompt, answer)


def _check_mark(prompt: Prompt, mark: Mark) -> None:
    assert 0 <= mark.score <= 1
    assert len(set(mark.says)) == len(mark.says)
    assert bool(mark.feedback) == (mark.score < 1), (prompt, mark)
    for message in mark.feedback:
        _check_text(message)
    chance = kind_of(prompt.question).chance(prompt)
    assert 0 <= chance < 1 or prompt.question.kind == "choices"


def _check_text(message: Message) -> None:
    for lang in ("ko", "en"):
        (text,) = made.said(message, lang=lang)
        assert text
        assert "?" not in text
        assert len(text) < 2000


def _check_key(rng: random.Random, prompt: Prompt) -> None:
    """The right answer is right, in whatever order and with whatever separators it may be typed."""
    kind = kind_of(prompt.question)
    if prompt.question.kind == "matching":
        pairs = [f"{left}={right}" for left, right in prompt.key]
        rng.shuffle(pairs)
        right = rng.choice([", ", " "]).join(pairs)
    elif prompt.question.kind == "truefalse":
        right = rng.choice(["o", "참"] if prompt.key else ["x", "거짓"])
    elif prompt.question.kind == "choice":
        right = prompt.key
    else:
        right = rng.choice([", ", " ", "→" if prompt.question.kind == "ordering" else "; "]).join(
            prompt.key
        )
    assert _mark(prompt, kind.spell(prompt, right)).score == 1
