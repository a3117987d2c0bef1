"""Fuzzing: any text is answered with a verdict or a `FormulaError`, soon and without side effects.

python -m tests.quiz.language.fuzz_formulas [COUNT] [SEED]
"""

from __future__ import annotations

import random
import sys
import time

from basis.texts import Texts
from quiz.errors import FormulaError
from quiz.language.domains import read_domains
from quiz.language.equality import Verdict, compare
from quiz.language.grammar import parse
from quiz.language.notation import to_tex
from quiz.language.probe import probe
from tests.quiz.language import mutants
from tests.quiz.language.formulas import KEYS, PAIRS

#: What runs code, or for ever, in readers that hand texts to Python or sympy; and what is merely
#: large or deep.
HOSTILE = [
    "print('hi')",
    "open('marker','w').write('x')",
    "__import__('os').system('touch marker')",
    "x.__class__.__mro__[-1].__subclasses__()",
    "Symbol.__new__.__globals__['__builtins__']['open']('marker','w')",
    "[open('marker','w') for _ in (1,)][0] or x",
    "exec(\"open('marker','w')\")",
    "sympify(\"open('marker','w')\")",
    "f'{open(1)}'",
    "lambdify(x, x)(2)",
    "(lambda: 1)()",
    "9**9**9",
    "9^9^9^9^9^9",
    "2**(2**(2**33))",
    "factorial(10^8)",
    "factorial(170)^factorial(170)",
    "5000000!",
    "binom(10^9, 5*10^8)",
    "binom(10^15, 170)" + "+binom(10^15, 169)" * 20,
    "binom(1030,515)" + "*binom(1030,514)" * 20,
    "gamma(170.5)" + "^gamma(170.5)" * 30,
    "gamma(-0.5)" + "+lgamma(1e300)" * 25,
    "expand((x+1)**100000)",
    "integrate(exp(sin(x**3))*log(x+1)/(x**5+1), x)",
    "(" * 3000 + "x" + ")" * 3000,
    "(" * 39 + "x" + ")" * 39,
    "sin(" * 200 + "x" + ")" * 200,
    "abs(" * 39 + "x" + ")" * 39,
    "|" * 100 + "x" + "|" * 100,
    "max(" * 30 + "x" + ",x)" * 30,
    "x" + "+x" * 124,
    "x" + "^x" * 70,
    "x" + "-x*x/x" * 30,
    "-" * 79 + "x",
    "√" * 200 + "x",
    "x" + "²" * 200,
    "x²" * 100,
    "1" + "0" * 300,
    "1e999",
    "1e-999",
    "x" * 400,
    "x1" * 200,
    "ab" * 100 + "(x)",
    "\x00\x1b[31mx",
    "\u202ex+1",
    "x\ud800",
    "%s %n {0} {x}",
    "${x}",
    "<<x>>",
    "x;y",
    "x\ny",
]

_ALPHABET = "xyabpqn012.35+-*/^(),| eσμ²₁√×−½ㅌ가_{}[]=<>!'\"\\#$%&@`~;:?\n\t\x00"
_WORDS = (
    "sin( log( exp( sqrt( max( binom( factorial( gamma( normcdf( abs( 1e300 1e-300 9 pi e".split()
)


def texts(rng: random.Random) -> str:
    """A hostile text, noise, a mutilated formula, or a formula of wild functions."""
    kind = rng.random()
    _, key, names = rng.choice(KEYS)
    if kind < 0.1:
        return rng.choice(HOSTILE)
    if kind < 0.3:
        return "".join(rng.choices(_ALPHABET, k=rng.randrange(1, 60)))
    if kind < 0.5:
        return " ".join(rng.choices([*_WORDS, *names, *"+-*/^(),)))"], k=rng.randrange(1, 40)))
    if kind < 0.75:
        text = list(key)
        for _ in range(rng.randrange(1, 4)):
            place = rng.randrange(len(text))
            text[place : place + rng.randrange(3)] = rng.choice(_ALPHABET)
        return "".join(text)
    text = key
    for _ in range(rng.randrange(1, 4)):
        text = mutants.finely(text, names, rng) or text
    return text


def mark(text: str, key: str, names: dict[str, object]) -> Verdict | None:
    """All that marking does with an answer; None if it cannot be read."""
    domains = read_domains(names)
    try:
        answer = parse(text, names)
    except FormulaError as error:
        for lang in ("ko", "en"):
            assert Texts(lang, "quiz").fill(error.key, error.fields)
        return None
    right = parse(key, names)
    verdict = compare(answer, right, domains).verdict
    to_tex(answer)
    if verdict is Verdict.WRONG:
        probe(answer, right, domains)
    return verdict


def fuzz_formulas(count: int, seed: int) -> float:
    """Mark `count` random answers to random keys.

    Returns:
        The longest time that one took, in seconds of CPU time.

    Raises:
        AssertionError: if one ends in anything but a verdict or a `FormulaError`; says which.
    """
    rng = random.Random(seed)
    keys = [*((pair.key, pair.names) for pair in PAIRS), *((key, names) for _, key, names in KEYS)]
    longest = 0.0
    for _ in range(count):
        text, (key, names) = texts(rng), rng.choice(keys)
        start = time.process_time()
        try:
            mark(text, key, names)
        except Exception as error:
            raise AssertionError(f"seed {seed}: {text!r} as an answer to {key!r}") from error
        longest = max(longest, time.process_time() - start)
    return longest


if __name__ == "__main__":
    asked = [int(argument) for argument in sys.argv[1:]]
    count, seed = [*asked, *(10_000, 1)[len(asked) :]]
    print(
        f"{count} answers, seed {seed}: the longest took {fuzz_formulas(count, seed) * 1e3:.1f} ms"
    )
