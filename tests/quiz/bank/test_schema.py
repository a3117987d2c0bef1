"""The JSON Schema agrees with the models: what the one underlines, the other reports."""

import pytest
import yaml
from jsonschema import Draft202012Validator

from quiz.bank.schema.editor import DIALECT, json_schema
from quiz.bank.schema.questions import MODELS
from tests.quiz.bank.samples import COURSE, found, sample, syllabus

SCHEMA = json_schema(syllabus())
VALIDATOR = Draft202012Validator(SCHEMA)


def underlined(text):
    return list(VALIDATOR.iter_errors(yaml.load(text, Loader=yaml.CSafeLoader)))


def test_it_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator.check_schema(json_schema())
    assert SCHEMA["$schema"] == DIALECT


@pytest.mark.parametrize("file", sorted(COURSE.glob("*/*.yaml")), ids=lambda file: file.stem)
def test_good_banks_are_valid(file):
    assert underlined(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("kind", MODELS)
def test_each_kind(kind):
    assert underlined(sample(kind)) == []
    assert len(underlined(sample(kind, "anser: 1"))) == 1
    assert len(underlined(sample(kind, "difficulty: 9", "hint: a"))) == 2


@pytest.mark.parametrize(
    "text",
    [
        sample().replace("numeric", "numerical"),
        sample("numeric", "concepts: [divergence.9]"),
        sample("numeric", "erratum: e001"),
        sample("numeric", "tolerance: {}"),
        sample("numeric", "tolerance: {decimals: 3, relative: 0.1}"),
        sample("numeric", "proof: {integral: x}"),
        sample("numeric", "params: {P: {choose: [1]}}"),
        sample("numeric", "params: {p: [1]}"),
        sample("numeric", "tests: [{answer: 1, mark: maybe}]"),
        sample("numeric", "answer: [1]"),
        sample("numeric", "hint: null"),
        sample("truefalse", "answer: 1"),
        sample("formula", "names: {x: probability}"),
        sample("cloze", "blanks: {gap: {answer: 1, answers: [a]}}"),
        sample("text", "answers: KL"),
        sample("ordering", "items: [{name: a, text: [1]}, {name: b, text: 2}]"),
        "a: 1",
        "[]",
    ],
)
def test_what_is_underlined_is_also_found(text):
    assert underlined(text) and found(text)


@pytest.mark.parametrize(
    "text",
    [
        sample("numeric", "tolerance: {relative: 0.01}", "units: {bit: 1, nat: 1/log(2)}"),
        sample("numeric", "params: {p: {choose: [1, a]}, q: {real: [0, 1]}}", "let: {k: 2*q}"),
        sample("numeric", "tests: [{answer: 1, mark: 0.5}, {answer: x, mark: unreadable}]"),
        sample("numeric", "source: {note: '001', lines: 3}", "proof: {limit: x, as: x, to: oo}"),
        sample("vector", "answer: [[1, a], [b, 2]]"),
        sample("formula", "names: {x: {real: [0, 2]}, σ: positive, w: {simplex: g}}"),
        sample("text", "answers: [KL, 2]"),
    ],
)
def test_what_is_right_is_not_underlined(text):
    assert underlined(text) == found(text) == []


def test_every_key_is_described():
    for name, part in SCHEMA["$defs"].items():
        for key, schema in part.get("properties", {}).items():
            assert "description" in schema, (name, key)


def test_no_key_may_be_null():
    def parts(schema):
        yield schema
        for part in schema.values() if isinstance(schema, dict) else schema:
            if isinstance(part, dict | list):
                yield from parts(part)

    assert {"type": "null"} not in list(parts(SCHEMA))
