import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basis.catalogue import catalogue
from basis.journal import FAILURES
from basis.texts import LANGUAGES, Message, Text
from grader.texts import Texts, in_both
from grader.verdict import Outcome

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [*ROOT.glob("grader/**/*.py"), *ROOT.glob("basis/*.py")]
SOURCES += [ROOT / "commands" / "program.py", ROOT / "commands" / "grading.py"]

#: Functions and classes whose first argument is a key (for `_at`, the second).
KEYED = {"Message", "ContentError", "UsageError", "SubmissionError", "IsolationError"}
KEYED |= {"SandboxError", "HistoryError", "GraderError", "GongbuError", "YamlFault", "_fault"}
KEYED |= {"_fault_at", "fault", "say", "texts", "_texts"}
SECOND = {"Problem": 2, "_at": 1}

#: Keys that are put together from parts, and the parts.
RUNGS = "type length keys shape dtype finite values property statistics raises".split()
LEVELS = ("good", "partial", "process")
MADE = {f"rung_{rung}" for rung in RUNGS}
MADE |= {f"outcome_{outcome}" for outcome in Outcome} | {f"level_{level}" for level in LEVELS}
MADE |= {"ended_cpu_in", "ended_wall_in"} | {f"history_{what}" for what in FAILURES}


def keys_in(tree: ast.AST) -> Iterator[str]:
    """Every key that a module names: literally, or by a variable given literals nearby."""
    for function in [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)] + [tree]:
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and (first := key_argument(node)) is not None:
                yield from literals(first, function)


def key_argument(call: ast.Call) -> ast.expr | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "fill" and len(call.args) == 2:
        return call.args[0]
    place = SECOND.get(name, 0 if name in KEYED else None)
    return call.args[place] if place is not None and len(call.args) > place else None


def literals(value: ast.expr, within: ast.AST) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from literals(value.body, within)
        yield from literals(value.orelse, within)
    elif isinstance(value, ast.Name):
        for node in ast.walk(within):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    yield from assigned(target, node.value, value.id)


def assigned(target: ast.expr, value: ast.expr, name: str) -> Iterator[str]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for part, item in zip(target.elts, value.elts, strict=True):
            yield from assigned(part, item, name)
    elif isinstance(target, ast.Name) and target.id == name:
        yield from literals(value, ast.Module([], []))


def named_keys() -> dict[str, str]:
    found = {}
    for path in sorted(SOURCES):
        for key in keys_in(ast.parse(path.read_text(encoding="utf-8"))):
            if re.fullmatch(r"[a-z]+(_[a-z]+)*", key):
                found[key] = path.name
    return found


def test_every_key_that_the_engine_names_has_a_text():
    known = catalogue("grader", "en")
    missing = {key: where for key, where in named_keys().items() if key not in known}
    assert not missing


def test_every_text_is_used():
    sources = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    unused = [
        key
        for key in catalogue("grader", "en")
        if not re.search(f"[\"']{key}[\"']", sources)
        and key not in MADE
        and not key.startswith(("what_", "help_", "usage_missing_"))
    ]
    assert not unused


def test_the_collection_of_keys_sees_variables():
    tree = ast.parse(
        "def f():\n    outcome, key = 1, 'one_way'\n    key = 'other_way' if x else 'third_way'\n"
        "    raise UsageError(key)"
    )
    assert set(keys_in(tree)) == {"one_way", "other_way", "third_way"}


@given(st.dictionaries(st.sampled_from(["what", "limit_s", "n", "at"]), st.text() | st.floats()))
def test_unexpected_fields_never_raise(fields):
    for key in catalogue("grader", "en"):
        for lang in LANGUAGES:
            assert Texts(lang).fill(key, fields)


@pytest.mark.parametrize(
    ("key", "fields", "ko", "en"),
    [
        (
            "rung_type",
            {"what": "the return value", "expected_type": "tuple of 2", "got_type": "None"},
            "반환값: 길이 2인 tuple이어야 하는데 None입니다.",
            "The return value: expected tuple of 2, got None.",
        ),
        (
            "rung_shape",
            {"what": "out[1]", "expected_shape": [2], "got_shape": []},
            "`out[1]`: shape이 (2,)여야 하는데 ()입니다.",
            "`out[1]` should have shape (2,), but has shape ().",
        ),
        (
            "rung_values",
            {"what": "value", "differ": 1, "of": 1},
            "값: 1개 중 1개의 값이 다릅니다.",
            "The value: 1 of 1 value differs.",
        ),
    ],
)
def test_messages_of_the_ladder(key, fields, ko, en):
    assert in_both(key, fields) == Text(ko=ko, en=en)


def test_an_authors_own_sentence_goes_before_the_catalogue():
    message = Message("rung_property", {}, Text(ko="합이 1이 아닙니다.", en="no sum of one."))
    assert Texts("ko").message(message) == "합이 1이 아닙니다."
