"""What YAML would silently make of an author's text: each is disarmed, or reported where it stands.

The traps are those measured in plain PyYAML: `no` is false there, 12:30 is 750, "\theta" a tab.
"""

import pytest
import yaml

from tests.quiz.bank.samples import found, read, sample

#: Where the text of an option stands: after `text: `, in a line of its own.
BEFORE = "items:\n    - {name: b, text: 2}\n    - name: a\n      text: "


def option(written):
    return sample("ordering", BEFORE + written)


@pytest.mark.parametrize(
    ("written", "plainly"),
    [
        ("no", False),
        ("yes", True),
        ("on", True),
        ("off", False),
        ("12:30", 750),
        ("017", 15),
        ("0o17", "0o17"),
        ("1_000", 1000),
        ("0x1f", 31),
        ("3.10", 3.1),
        ("1.0", 1.0),
        ("+5", 5),
        ("1e-3", "1e-3"),
        ("1.0e-3", 0.001),
        (".inf", float("inf")),
        ("0,69", "0,69"),
        ("p(x):q", "p(x):q"),
        ("'\\theta'", "\\theta"),
        ("'\\nabla f'", "\\nabla f"),
    ],
)
def test_disarmed(written, plainly):
    """The text is what was written, whatever PyYAML makes of it."""
    assert yaml.load(written, Loader=yaml.CSafeLoader) == plainly
    [question] = read(option(written)).questions
    assert question.body["items"][1]["text"]["en"] == written.strip("'")


@pytest.mark.parametrize("written", ["2024-01-01", "2024-01-01T12:00:00"])
def test_dates_are_texts(written):
    assert read(option(written)).questions[0].body["items"][1]["text"]["ko"] == written


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        *((f'"\\{name}"', "escape-in-quotes") for name in ("theta", "beta", "frac{1}{2}", "rho")),
        *((f'"\\{name}"', "escape-in-quotes") for name in ("alpha", "vec x", "nabla f", "neq")),
        *((f'"\\{name}"', "escape-in-quotes") for name in ("epsilon", "tau", "Lambda", "Phi", "_")),
        *((f'"\\{name}"', "unknown-escape") for name in ("sum_i", "lambda", "sigma", "mathbb")),
        ("rank #1 model", "comment-cuts-text"),
        ("[0, 1]", "wrong-type"),
        ("{0, 1}", "wrong-type"),
        ("true", "wrong-type"),
        ("~", "empty-value"),
        ("null", "empty-value"),
        ("", "empty-value"),
        ("# nothing", "empty-value"),
        ("p(x): density", "yaml-colon"),
        ("$p(x): q$", "yaml-colon"),
        ("@theta", "yaml-start"),
        ("`x`", "yaml-start"),
        ("%d", "yaml-start"),
        ("|x|", "yaml-start"),
        ("> 0", "yaml-start"),
        ("*args", "alias"),
        ("&x", "anchor"),
        ("!x", "tag"),
    ],
)
def test_reported(written, rule):
    text = option(written)
    rules = {found_rule: line for found_rule, line, _ in found(text)}
    last = text.count("\n")
    assert rules.get(rule) in (last, last + 1)  # at the end of the file, where a text goes on


def test_a_real_comment_cuts_nothing():
    [question] = read(option("rank 1 model # the best one")).questions
    assert question.body["items"][1]["text"]["en"] == "rank 1 model"


def test_laughs_are_not_multiplied():
    lines = ["- a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"  {b}: &{b} [{', '.join(['*' + a] * 9)}]"
        for a, b in zip("abcdefg", "bcdefgh", strict=True)
    ]
    rules = [rule for rule, *_ in found("\n".join(lines))]
    assert "alias" in rules and len(rules) < 200
