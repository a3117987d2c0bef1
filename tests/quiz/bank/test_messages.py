"""Every rule that can be found has its text, and every text its rule."""

import ast
import re
from pathlib import Path

import pytest
import yaml

from basis.texts import LANGUAGES, catalogue, fields_of
from quiz.bank.faults import excerpt, known_keys
from quiz.bank.schema.questions import MODELS

QUIZ = Path(__file__).resolve().parents[3] / "quiz"
SOURCES = [*QUIZ.glob("bank/**/*.py"), QUIZ / "syllabus.py"]
BANK = {
    lang: yaml.load((QUIZ / f"messages/bank.{lang}.yaml").read_text("utf-8"), yaml.CSafeLoader)
    for lang in LANGUAGES
}
#: Texts whose keys are put together from one of these and a word of the sources.
MADE = ("write_", "read_as_", "escape_", "language_", "finding_")


def words():
    """Every text in the sources, as keys write it."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in SOURCES]
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.replace("-", "_")


def rules():
    """Rules that the sources name where one is raised or reported."""
    makers = {"Problem": 0, "Finding": 3, "PydanticCustomError": 0}
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = makers.get(node.func.id, 99)
                rule = node.args[place] if place < len(node.args) else None
                if isinstance(rule, ast.Constant):
                    yield rule.value.replace("-", "_")


def test_both_languages_have_the_same_texts():
    assert BANK["ko"].keys() == BANK["en"].keys()
    for key, text in BANK["en"].items():
        assert fields_of(text) == fields_of(BANK["ko"][key]), key


def test_every_rule_has_its_text():
    assert {f"finding_{rule}" for rule in rules()} <= catalogue("quiz", "en").keys()


def test_every_text_is_used():
    yamltree = (QUIZ.parent / "basis/yamltree.py").read_text("utf-8")  # names rules of its own
    named = {*words(), *re.findall(r"[a-z_]+", yamltree)}
    for key in BANK["en"]:
        bare = next((key.removeprefix(made) for made in MADE if key.startswith(made)), key)
        assert key in named or bare in named, key


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ([0, 1], "[0, 1]"),
        ({"0": None, "1": None}, "{0, 1}"),
        ({"a": [True]}, "{a: [true]}"),
        ("word", "word"),
        (2.5, "2.5"),
    ],
)
def test_an_excerpt_looks_as_it_was_written(value, shown):
    assert excerpt(value) == shown


def test_known_keys():
    choice = MODELS["choice"]
    assert {"choices", "order", "prompt"} <= set(known_keys(choice, ()))
    assert known_keys(choice, ("choices", 2, "text")) == ["en", "ko"]
    blanks = known_keys(MODELS["cloze"], ("blanks", "gap"))
    assert blanks == ["answer", "answers", "misconceptions", "tolerance"]
    assert {"from", "for", "as"} <= set(known_keys(MODELS["numeric"], ("proof",)))
