"""Spoilt and senseless banks by the thousand: never a traceback, and every fault has its place.

python -m tests.quiz.bank.fuzzing [--count 100000] [--seed 1]
"""

import argparse
import json
import random
import re
from collections import Counter

import yaml

from basis.texts import LANGUAGES, Texts, fields_of
from quiz.bank.forms import finding_form, finding_of, question_of
from quiz.bank.reading import read_bank
from tests.quiz.bank.samples import COURSE, key_of, syllabus

#: What YAML, TeX, templates and Unicode make much of.
_PIECES = [
    *"-:?,[]{}#&*!|>'\"%@`~\\ \n\t$<=^_/0e",
    *(
        "- ",
        ": ",
        "  ",
        "\n  ",
        "\n- ",
        " #",
        "<<",
        ">>",
        "<<: ",
        "&a ",
        "*a",
        "!!python/object:os ",
    ),
    *("|\n", ">-\n", "---\n", "...\n", "null", "true", "no", ".inf", "1e999", "-0", "3.10", "0x1f"),
    *(
        r'"\theta"',
        r'"\x1b"',
        r"'$\frac'",
        "[[gap]]",
        "<% if %>",
        "가",
        "ㄱ",
        "\u1100\u1161",
        "\u200e",
    ),
    *(
        "\x00",
        "\x1b[2J",
        "\u2028",
        "\ufeff",
        "𝒩",
        "9" * 400,
        "a" * 4100,
        "[" * 50,
        "{a: " * 30,
        "\r\n",
    ),
]
_VALUES = [
    *(
        None,
        True,
        False,
        0,
        1,
        -3,
        2.5,
        1e308,
        10**30,
        "",
        "word",
        "가",
        "x" * 5000,
        "[[gap]]",
        "a-b",
    ),
    *([], {}, [[]], [1, [2]], {"ko": "가"}, {"ko": "가", "en": "a"}, {"en": ["a"], "ko": ["가"]}),
    *(
        {"choose": [1]},
        {"real": [0, 1]},
        {"decimals": 3},
        {"name": "a"},
        ["a", "b"],
        "divergence.1",
    ),
    *("1/0", "numeric", "choice", "unreadable", {"1": 2}, [None], {"answer": 1}, "\x7f", "<<key>>"),
]


def fuzz_banks(count: int, seed: int) -> Counter:
    """Read spoilt banks.

    Args:
        count: how many.
        seed: which ones.

    Returns:
        How often each rule was found, and under "" how often nothing was.
    """
    rng = random.Random(seed)
    files = sorted(COURSE.glob("*/*.yaml"))
    banks = [(f.relative_to(COURSE).as_posix(), f.read_text(encoding="utf-8")) for f in files]
    rules: Counter = Counter()
    for _ in range(count):
        path, text = rng.choice(banks)
        spoil = rng.choices([_letters, _lines, _data, _soup], [4, 3, 4, 1])[0]
        content = spoil(text, rng).encode("utf-8", "surrogatepass")
        if rng.random() < 0.02:
            content = content[: rng.randrange(len(content) + 1)] + b"\xff"
        rules.update(_read(path, content) or [""])
    return rules


def _read(path, content):
    """Read one bank and look at all that comes of it; the rules that were found."""
    reading = read_bank(path, content, syllabus())
    lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", content.decode("utf-8", "replace"))
    for finding in reading.findings:
        assert finding.file == path
        assert 1 <= finding.line <= len(lines) + 1 and 1 <= finding.column, finding
        kept = finding_of(json.loads(json.dumps(finding_form(finding))), path)
        for lang in LANGUAGES:
            texts = Texts(lang, "quiz")
            template = texts.template(key_of(finding))
            assert template and fields_of(template) <= finding.fields.keys(), finding
            said = texts.fill(key_of(finding), finding.fields)
            assert said.isprintable() and len(said) < 1000, finding
            assert texts.fill(key_of(kept), kept.fields) == said
    for form, question in zip(reading.forms, reading.questions, strict=True):
        assert question_of(json.loads(json.dumps(form))) == question
        assert question.prompt.ko and question.concepts and question.kind
    faulty = {finding.question for finding in reading.findings}
    assert not {question.id for question in reading.questions} & (faulty - _twice(reading))
    return [finding.rule for finding in reading.findings]


def _twice(reading):
    """Ids that stand for several questions, of which some may be faulty."""
    places = [place.id for place in reading.faulty] + [form["id"] for form in reading.forms]
    return {name for name, count in Counter(places).items() if count > 1}


# --- Ways to spoil a bank ----------------------------------------------------------------------


def _letters(text, rng):
    for _ in range(rng.choice([1, 1, 2, 5])):
        at = rng.randrange(len(text))
        gone = rng.choice([0, 0, 1, 3])
        text = text[:at] + rng.choice(_PIECES) * rng.choice([1, 1, 0]) + text[at + gone :]
    return text


def _lines(text, rng):
    lines = text.split("\n")
    for _ in range(rng.choice([1, 1, 3])):
        at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        rng.choice([_drop, _double, _swap, _indent])(lines, at, other)
    return "\n".join(lines)


def _drop(lines, at, other):
    lines[at] = ""


def _double(lines, at, other):
    lines.insert(at, lines[other])


def _swap(lines, at, other):
    lines[at], lines[other] = lines[other], lines[at]


def _indent(lines, at, other):
    lines[at] = "  " + lines[at] if other % 2 else lines[at][2:]


def _data(text, rng):
    """Change the data of a bank, so that the YAML stays valid."""
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    for _ in range(rng.choice([1, 1, 2, 6])):
        holder = rng.choice(list(_holders(data)))
        if not holder:
            continue
        key = rng.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        if isinstance(holder, dict) and rng.random() < 0.3:
            value = holder.pop(key)
            if rng.random() < 0.7:
                holder[rng.choice([str(key)[:-1], str(key) + "s", "Key", "ko", "가", "\x1b"])] = (
                    value
                )
        else:
            holder[key] = rng.choice([*_VALUES, rng.choice(list(_holders(data)))])
    try:
        return yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    except RecursionError:  # a part was put into itself
        return text


def _holders(data):
    """Every list and mapping within some data, each once."""
    seen, waiting = set(), [data]
    while waiting:
        here = waiting.pop()
        if isinstance(here, list | dict) and id(here) not in seen:
            seen.add(id(here))
            yield here
            waiting += here.values() if isinstance(here, dict) else here


def _soup(text, rng):
    words = [*_PIECES, *text.split()]
    return "".join(rng.choice(words) for _ in range(rng.randrange(200)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    for rule, times in fuzz_banks(**vars(parser.parse_args())).most_common():
        print(f"{times:8} {rule or '(nothing found)'}")
