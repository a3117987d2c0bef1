import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.texts import (
    LANGUAGES,
    Texts,
    catalogue,
    choose_language,
    fields_of,
    fill,
    in_both,
    particle,
)
from grader.verdict import Message, Outcome, Text

GRADER = Path(__file__).resolve().parents[2] / "grader"

#: Functions and classes whose first argument is a key (for `_at`, the second).
KEYED = {"Message", "ContentError", "UsageError", "SubmissionError", "IsolationError"}
KEYED |= {"SandboxError", "HistoryError", "GraderError", "fault", "say", "texts", "_texts"}
SECOND = {"Problem": 2, "_at": 1}

#: Keys that are put together from parts, and the parts.
RUNGS = "type length keys shape dtype finite values property statistics raises".split()
LEVELS = ("good", "partial", "process")
MADE = {f"rung_{rung}" for rung in RUNGS}
MADE |= {f"outcome_{outcome}" for outcome in Outcome} | {f"level_{level}" for level in LEVELS}
MADE |= {"ended_cpu_in", "ended_wall_in"}


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
    for path in [*sorted(GRADER.rglob("*.py")), GRADER.parent / "cli.py"]:
        for key in keys_in(ast.parse(path.read_text(encoding="utf-8"))):
            if re.fullmatch(r"[a-z]+(_[a-z]+)*", key):
                found[key] = path.name
    return found


def test_both_languages_have_the_same_keys():
    assert catalogue("ko").keys() == catalogue("en").keys()


@pytest.mark.parametrize("key", sorted(catalogue("en")))
def test_both_texts_use_the_same_fields(key):
    assert fields_of(catalogue("ko")[key]) == fields_of(catalogue("en")[key])


@pytest.mark.parametrize("key", sorted(catalogue("en")))
def test_both_texts_are_there_and_in_their_language(key):
    ko, en = catalogue("ko")[key], catalogue("en")[key]
    assert isinstance(ko, str) and isinstance(en, str) and ko.strip() and en.strip()
    assert not re.search("[가-힣]", en)
    wordless = not re.search("[a-z]{3}", re.sub(r"\{.*?\}|`.*?`", "", en))
    assert wordless or re.search("[가-힣]", ko), ko


def test_every_key_that_the_engine_names_has_a_text():
    missing = {key: where for key, where in named_keys().items() if key not in catalogue("en")}
    assert not missing


def test_every_text_is_used():
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for path in [*GRADER.rglob("*.py"), GRADER.parent / "cli.py"]
    )
    unused = [
        key
        for key in catalogue("en")
        if not re.search(f"[\"']{key}[\"']", sources)
        and key not in MADE
        and not key.startswith(("what_", "help_"))
    ]
    assert not unused


def test_the_collection_of_keys_sees_variables():
    tree = ast.parse(
        "def f():\n    outcome, key = 1, 'one_way'\n    key = 'other_way' if x else 'third_way'\n"
        "    raise UsageError(key)"
    )
    assert set(keys_in(tree)) == {"one_way", "other_way", "third_way"}


def test_fields_are_filled_in():
    assert fill("{a} of {b:.1f}", {"a": 3, "b": 2.345}, "en") == "3 of 2.3"


def test_singular_and_plural():
    template = "{n} {n:row|rows}"
    assert [fill(template, {"n": n}, "en") for n in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]


@given(st.text())
def test_a_field_is_never_read_as_a_template(text):
    assert fill("<{x}>", {"x": text}, "ko") == f"<{text}>"


@given(st.dictionaries(st.sampled_from(["what", "limit_s", "n", "at"]), st.text() | st.floats()))
def test_unexpected_fields_never_raise(fields):
    for key in catalogue("en"):
        for lang in LANGUAGES:
            assert Texts(lang).fill(key, fields)


def test_an_unknown_key_is_shown_with_its_fields():
    assert Texts("en")("of_nobody", shape=[2, 3]) == "of_nobody: shape (2, 3)"


@pytest.mark.parametrize(
    ("word", "pair", "fits"),
    [
        ("텐서", "은/는", "는"),
        ("값", "은/는", "은"),
        ("`attention`", "이/가", "이"),
        ("`svm_dual`", "을/를", "을"),
        ("list.py", "은/는", "는"),
        ("tuple", "이어야/여야", "이어야"),
        ("float32", "이어야/여야", "여야"),
        ("시드 4187", "과/와", "과"),
        ("3", "이/가", "이"),
        ("1", "으로/로", "로"),
        ("숫자", "으로/로", "로"),
        ("값", "으로/로", "으로"),
        ("", "을/를", "를"),
    ],
)
def test_particles_fit_the_sound_before_them(word, pair, fits):
    assert particle(word, pair) == fits


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


@pytest.mark.parametrize(
    ("asked", "environment", "language"),
    [
        ("ko", {"GONGBU_LANG": "en", "LANG": "en_US.UTF-8"}, "ko"),
        (None, {"GONGBU_LANG": "ko", "LANG": "en_US.UTF-8"}, "ko"),
        (None, {"GONGBU_LANG": "fr", "LANG": "ko_KR.UTF-8"}, "ko"),
        (None, {"LC_ALL": "C", "LANG": "ko_KR.UTF-8"}, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "ko_KR", "LANG": "en_US"}, "ko"),
        (None, {}, "en"),
        ("xx", {"LANG": "de_DE"}, "en"),
    ],
)
def test_the_language(asked, environment, language):
    assert choose_language(asked, environment) == language


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_fits_the_terminal(lang):
    from rich.cells import cell_len

    for key, text in catalogue(lang).items():
        if key.startswith("help_"):
            assert max(map(cell_len, text.splitlines())) <= 80, key
