"""Formulas one token away from a key, and formulas a hair away from it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping

_TOKEN = re.compile(r"\d+\.?\d*|[A-Za-z_]\w*|[-+*/^(),]")
_FINE_TOKEN = re.compile(r"\d+\.?\d*(?:e-?\d+)?|[A-Za-z_]\w*|[-+*/^(),]")

_OTHER_FUNCTION = {
    "log": "log2",
    "log2": "log",
    "exp": "sinh",
    "sin": "cos",
    "cos": "sin",
    "tanh": "sigmoid",
    "max": "min",
    "min": "max",
    "floor": "ceil",
    "sqrt": "abs",
}


def one_token(key: str, names: Mapping[str, object], rng: random.Random) -> str | None:
    """A key with one token changed, exactly as the prototype changed it."""
    tokens = _TOKEN.findall(key)
    index = rng.randrange(len(tokens))
    token = tokens[index]
    if token in "+-":
        tokens[index] = "-" if token == "+" else "+"
    elif token in "*/":
        tokens[index] = "/" if token == "*" else "*"
    elif token.replace(".", "").isdigit():
        tokens[index] = str(rng.choice([1, 2, 3, 4]))
    elif token in names:
        tokens[index] = rng.choice([*names, token + "^2", "2*" + token])
    else:
        return None
    return "".join(tokens)


def finely(key: str, names: Mapping[str, object], rng: random.Random) -> str | None:
    """A key with one token changed in more ways: functions, numbers by parts in a million."""
    tokens = _FINE_TOKEN.findall(key)
    index = rng.randrange(len(tokens))
    token = tokens[index]
    if token in "+-":
        tokens[index] = "-" if token == "+" else "+"
    elif token in "*/":
        tokens[index] = "/" if token == "*" else "*"
    elif token[0].isdigit():
        times = rng.choice(["2", "3", "0.5", "1.000001", "(-1)"])
        tokens[index] = rng.choice([f"({token}*{times})", f"({token}+1)", f"({token}/7)"])
    elif token in names:
        tokens[index] = rng.choice([*names, f"{token}^2", f"(2*{token})", f"(1-{token})", "1"])
    elif token in _OTHER_FUNCTION:
        tokens[index] = _OTHER_FUNCTION[token]
    else:
        return None
    return "".join(tokens)


def by_a_hair(key: str, names: Mapping[str, object], hidden_below: float) -> Iterator[str]:
    """A key with a relative change of 1e-6 down to 1e-13, constant or depending on a name."""
    name = next(iter(names))
    for digits in range(4, 14):
        if 10.0**-digits > hidden_below:
            yield f"({key})*(1+1e-{digits})"
            yield f"({key})*(1-3e-{digits}*{name}^2)"
            yield f"({key})*(1+1e-{digits}*exp({name}))"
