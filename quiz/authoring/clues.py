"""What somebody who knows nothing would pick: strategies, and how often they should hit by chance.

Each strategy looks at one prompt and bets on some of its options with equal chances, or does not
apply. Over all banks together no strategy may beat chance (quiz/authoring/guessability.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from basis.texts import LANGUAGES
from quiz.prompt import Option, Prompt

#: Words of sweeping claims, which test-wise people avoid.
_SWEEPING = re.compile(
    r"\b(?:always|never|only|all|none|every|completely|guarantees?)\b|항상|절대|반드시|언제나|모든|전혀|오직",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\$?\s*([-+−]?\d+(?:\.\d+)?)\s*%?\s*\$?\Z")
#: An authored position beyond this one is too rare to be worth a bet.
POSITIONS = 5


@dataclass(frozen=True)
class Clue:
    """What a strategy would have scored on a question.

    Attributes:
        strategy: name, with the language where it reads texts ("longest-ko").
        hit: the share of its bets that are right.
        chance: the same for a blind bet.
    """

    strategy: str
    hit: float
    chance: float


Strategy = Callable[[Sequence[Option]], Sequence[Option]]


def clues(prompt: Prompt) -> Iterator[Clue]:
    """What every strategy that applies would have scored."""
    kind = prompt.question.kind
    if kind == "truefalse":
        truth = bool(prompt.question.body["answer"])
        yield Clue("always-true", float(truth), 0.5)
        yield Clue("always-false", float(not truth), 0.5)
    if kind not in ("choice", "choices"):
        return
    authored = [choice["name"] for choice in prompt.question.body["choices"]]
    right = {choice["name"] for choice in prompt.question.body["choices"] if choice["correct"]}
    chance = len(right) / len(authored)
    options = sorted(prompt.options, key=lambda option: authored.index(option.name))
    for name, strategy in _strategies(len(options)):
        bets = strategy(options)
        if 0 < len(bets) < len(options):
            hits = sum(option.name in right for option in bets)
            yield Clue(name, hits / len(bets), chance)


def _strategies(count: int) -> Iterator[tuple[str, Strategy]]:
    for lang in LANGUAGES:
        yield f"longest-{lang}", partial(_extreme, lang=lang, choose=max)
        yield f"shortest-{lang}", partial(_extreme, lang=lang, choose=min)
        yield f"sweeping-{lang}", partial(_sweeping, lang=lang, wanted=True)
        yield f"unsweeping-{lang}", partial(_sweeping, lang=lang, wanted=False)
    yield "middle-number", _middle
    for position in range(min(count, POSITIONS)):
        yield f"position-{position + 1}", partial(_at, position=position)


def _at(options: Sequence[Option], position: int) -> Sequence[Option]:
    return options[position : position + 1]


def _extreme(
    options: Sequence[Option], lang: str, choose: Callable[[list[int]], int]
) -> Sequence[Option]:
    """The options of extreme length, where it stands out by a tenth or more."""
    lengths = [len(option.text.in_language(lang)) for option in options]
    bound = choose(lengths)
    bets = [option for option, length in zip(options, lengths, strict=True) if length == bound]
    others = [length for length in lengths if length != bound]
    if len(bets) != 1 or not others:
        return ()
    nearest = max(others) if choose is max else min(others)
    return bets if abs(bound - nearest) >= 0.1 * max(bound, nearest) else ()


def _sweeping(options: Sequence[Option], lang: str, wanted: bool) -> Sequence[Option]:
    """The options with such words, or those without."""
    texts = ((option, option.text.in_language(lang)) for option in options)
    return [option for option, text in texts if bool(_SWEEPING.search(text)) is wanted]


def _middle(options: Sequence[Option]) -> Sequence[Option]:
    """The middle one or two of options that are all numbers."""
    numbers = [_NUMBER.match(option.text.en.strip()) for option in options]
    if not all(numbers) or len(options) < 3:
        return ()
    values = [float(match[1].replace("−", "-")) for match in numbers if match]
    ranked = [option for _, option in sorted(zip(values, options, strict=True), key=lambda p: p[0])]
    return ranked[(len(ranked) - 1) // 2 : len(ranked) // 2 + 1]
