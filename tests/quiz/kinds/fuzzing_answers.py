"""Random answers to questions of the kinds whose answer is computed or written.

python -c "from tests.quiz.kinds.fuzzing_answers import *; print(fuzz_words(100_000, 1))"
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from time import process_time

from basis.texts import Message
from quiz.errors import UnreadableError
from quiz.keyboard import strokes
from quiz.kinds.registry import kind_of
from quiz.mark import Mark
from quiz.prompt import Prompt
from quiz.question import Question
from tests.quiz.kinds import made
from tests.quiz.kinds.computed import (
    cloze,
    formula,
    number,
    numeric,
    output,
    text,
    vector,
    words,
    wrong,
    wrong_words,
)

#: What answers that are meant as numbers are put together from.
NUMBERS = (
    *"0 1 2 0.5 0,5 1,000 1.000,5 .5 5. 1e-3 1e308 1e-308 9e99 ½ ² ⁻³ ３ ∞ nan pi e x p".split(),
    *"+ - − * × / ÷ ^ ** ( ) [ ] { } | , ; : = == ≈ ~ % ％ ‰ ! \\frac $ _ √ ' ⊤ ^T".split(),
    *"log( ln exp( sqrt( max( binom( factorial( gamma( nat bit 비트 퍼센트 개 약 입니다 kg".split(),
)
#: What answers that are meant as words are put together from.
WORDS = (
    *"KL divergence 발산 쿨백 라이블러 Kullback Leibler precision recall 정밀도 the s".split(),
    *"재현율 은 는 을 입니다 또는 or , ; ( ) / | - _ . ' “ ㅋ ㅣ ㅏㅣ qkftks wjdalfeh".split(),
    *"1 2 2.5 [1, 'a' 🙂".split(),
)
#: What nobody means.
NOISE = ("", " ", "\t", "\n", "\x00", "\x1b[2J", "\u202e", "\u0301", "\ufe0f", "ﷺ", "\ud800", "{x}")

_PROMPTS: dict[str, Sequence[Question]] = {
    "numbers": (
        numeric("1/3", wrong("a", "2/3"), decimals=3, units={"nat": "1", "bit": "log(2)"}),
        numeric("1000", wrong("a", "0"), units={"%": "1"}),
        numeric("-1e-300", relative=0.01),
        vector(["1/2", "-1/4", "0"], wrong("a", ["1", "2", "3"]), absolute=0.01),
        vector([["1", "2"], ["3", "4"]]),
        formula("p*log(p) + 1", {"p": "prob"}, wrong("a", "p*log(p)")),
        formula("x/e + pi", {"x": "real", "e": "positive"}),
        cloze("[[a]] [[b]]", a=number("0"), b=number("2", decimals=1)),
    ),
    "words": (
        text(["쿨백-라이블러 발산", "KL 발산"], ["KL divergence"], wrong_words("a", "정밀도", "s")),
        text(["재현율"], ["recall"], wrong_words("a", "precision")),
        cloze("[[a]] [[b]]", a=words(["정밀도"], ["precision"]), b=number("2", wrong("a", "1"))),
        output("5\n2.5\n[1, 'a']", wrong("a", "5\n2.5")),
        output("KL divergence"),
    ),
}


def fuzz_numbers(count: int, seed: int) -> Counter[str]:
    """Answer questions for numbers, vectors and formulas so many times.

    Returns:
        How often each kind was answered how; "slowest ms" is the longest time of one answer.

    Raises:
        AssertionError: if something does not hold that always must.
    """
    return _fuzz("numbers", NUMBERS, count, seed)


def fuzz_words(count: int, seed: int) -> Counter[str]:
    """Answer questions for terms, blanks and printed output so many times.

    Returns:
        As `fuzz_numbers`.

    Raises:
        AssertionError: if something does not hold that always must.
    """
    return _fuzz("words", WORDS, count, seed)


def _fuzz(kind: str, pieces: Sequence[str], count: int, seed: int) -> Counter[str]:
    rng = random.Random(seed)
    prompts = [made.asked(question) for question in _PROMPTS[kind]]
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for _ in range(count):
        prompt = rng.choice(prompts)
        typed = _typed(rng, prompt, pieces)
        began = process_time()
        outcome = _outcome(prompt, typed)
        slowest = max(slowest, process_time() - began)
        outcomes[f"{prompt.question.kind} {outcome}"] += 1
    outcomes["slowest ms"] = round(1000 * slowest)
    return outcomes


def _typed(rng: random.Random, prompt: Prompt, pieces: Sequence[str]) -> str:
    """An answer near the key, one of some pieces, or one of a single piece very often."""
    chosen = rng.choices((*pieces, *NOISE), k=rng.randint(0, 8))
    way = rng.randrange(4)
    if way == 0:
        return rng.choice(["", " ", ", ", "; "]).join(chosen)
    if way == 1:
        return "".join(chosen[:2]) * rng.choice([1, 10, 200, 3000])
    return _mutated(rng, _key(prompt), chosen)


def _key(prompt: Prompt) -> str:
    """The key as it would be typed."""
    match prompt.question.kind:
        case "formula":
            return str(prompt.question.body["answer"])
        case "output":
            return str(prompt.key)
    return prompt.key_text.en.strip("$")


def _mutated(rng: random.Random, key: str, chosen: Sequence[str]) -> str:
    changes: tuple[Callable[[], str], ...] = (
        lambda: key,
        lambda: strokes(key),
        lambda: key.upper(),
        lambda: "".join(rng.choice("0123456789") if c.isdigit() else c for c in key),
        lambda: key + "".join(chosen[:1]),
        lambda: "".join(chosen[:1]) + key,
        lambda: key.replace(rng.choice(key), "".join(chosen[:1]), 1),
        lambda: "".join(rng.sample(key, len(key))),
        lambda: key[: rng.randint(0, len(key))],
    )
    return rng.choice(changes)()


def _outcome(prompt: Prompt, typed: str) -> str:
    try:
        mark = _mark(prompt, typed)
    except UnreadableError as error:
        _check_text(Message(error.key, error.fields))
        return error.key
    assert mark == _mark(prompt, typed)
    assert 0 <= mark.score <= 1
    assert len(set(mark.says)) == len(mark.says)
    assert not mark.says or mark.score < 1
    for message in mark.feedback:
        _check_text(message)
    return "right" if mark.score == 1 else "partly right" if mark.score else "wrong"


def _mark(prompt: Prompt, typed: str) -> Mark:
    kind = kind_of(prompt.question)
    answer = kind.read(prompt, typed)
    assert answer.typed == typed
    return kind.mark(prompt, answer)


def _check_text(message: Message) -> None:
    for lang in ("ko", "en"):
        (text,) = made.said(message, lang=lang)
        assert text.strip(), message
        assert message.text or not text.startswith(message.key), message  # a key without a text
