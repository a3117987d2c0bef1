"""YAML with positions: what is read as what, which traps are reported, and where."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basis import yamltree
from basis.catalogue import catalogue
from basis.texts import Texts
from basis.yamltree import MOST_DEPTH, YamlFault, load, read

HERE = Path("bank.yaml")


def data(text):
    tree = load(text, HERE)
    assert not tree.faults
    return tree.data


def faults(text):
    return [(fault.rule, fault.line, fault.column) for fault in load(text, HERE).faults]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("7", 7),
        ("-0", 0),
        ("+3", 3),
        ("0.5", 0.5),
        (".5", 0.5),
        ("3.", 3.0),
        ("1e-3", 1e-3),
        ("-2.5E+3", -2500.0),
        *((word, word) for word in ("no", "yes", "on", "off", "y", "True", "NULL", "none")),
        *((word, word) for word in ("12:30", "017", "00.5", "1_000", "0x1f", "0o17", "2024-01-01")),
        *((word, word) for word in ("+", ".", "1e", "e5", ".inf", ".nan", "1e999", "9" * 200)),
        *((word, word) for word in ("D_KL(P‖Q)", "p(x):q", "0,69", "٣", "a#1", "$x$ = 3")),
        ("'7'", "7"),
        ('"true"', "true"),
        ("[no, 2, {}]", ["no", 2, {}]),
    ],
)
def test_plain_words(word, value):
    found = data(f"a: {word}")["a"]
    assert found == value and isinstance(found, type(value))
    assert isinstance(found, bool) == isinstance(value, bool)


@pytest.mark.parametrize("word", ["3.10", "1e-3", "+5", "-0", "7", "0.5", ".5"])
def test_a_number_remembers_how_it_was_written(word):
    number = data(f"a: {word}")["a"]
    assert str(number) == word and json.loads(json.dumps(number)) == number


def test_keys_are_texts():
    assert data("1: a\nno: b\n0.5: c\n~: d\n") == {"1": "a", "no": "b", "0.5": "c", "~": "d"}


def test_blocks_keep_their_lines_and_folded_texts_do_not():
    assert data("a: |\n  \\theta\n\n  \tx # no comment\nb: >\n  one\n  two\n") == {
        "a": "\\theta\n\n\tx # no comment\n",
        "b": "one two\n",
    }


@pytest.mark.parametrize(("text", "line"), [("", 1), ("# nothing\n", 1), ("---\n", 2)])
def test_nothing_at_all(text, line):
    tree = load(text, HERE)
    assert tree.data is None and tree.position("a") == (line, 1)


def test_a_byte_order_mark_is_no_character():
    tree = load("\ufeffa: 1\n", HERE)
    assert tree.data == {"a": 1} and tree.position("a") == (1, 1)


TREE = load(
    """\
questions:
  - id: first
    choices:
      - {name: 둘, right: true}
      - name: three
  - id: second
    prompt: |
      한글
""",
    HERE,
)


@pytest.mark.parametrize(
    ("keys", "key_at", "value_at"),
    [
        ((), (1, 1), (1, 1)),
        (("questions",), (1, 1), (2, 3)),
        (("questions", 1), (6, 5), (6, 5)),
        (("questions", 0, "choices", 0, "right"), (4, 19), (4, 26)),
        (("questions", 0, "choices", 1, "right"), (5, 9), (5, 9)),
        (("questions", 1, "prompt"), (7, 5), (7, 13)),
        (("questions", 1, "prompt", "ko"), (7, 5), (7, 13)),
        (("questions", 2), (1, 1), (2, 3)),
        (("questions", -1), (1, 1), (2, 3)),
        (("questions", "id"), (1, 1), (2, 3)),
        (("answers", 0), (1, 1), (1, 1)),
    ],
)
def test_positions(keys, key_at, value_at):
    assert (TREE.position(*keys), TREE.value_position(*keys)) == (key_at, value_at)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: rank #1 model", [("comment_cuts_text", 1, 4)]),
        ("- 3  #three", [("comment_cuts_text", 1, 3)]),
        ("a: two\n  lines #cut", [("comment_cuts_text", 1, 4)]),
        ("a: &x 1", [("anchor", 1, 4)]),
        ("a: &x 1\nb: *x", [("anchor", 1, 4), ("alias", 2, 1)]),
        ("- &x [1]\n- *x", [("alias", 1, 1), ("anchor", 1, 3)]),
        ("&x k: 1", [("anchor", 1, 1)]),
        ("[!t k: 1]", [("tag", 1, 2)]),
        ("&m\n&x k: *x", [("anchor", 1, 1), ("anchor", 2, 1), ("alias", 2, 1)]),
        ("&m {}", [("anchor", 1, 1)]),
        ("a: !important", [("tag", 1, 4)]),
        ("a: !!python/object:os.system {}", [("tag", 1, 4)]),
        ("a: ! 12", [("tag", 1, 4)]),
        ("a: &x !t 1", [("anchor", 1, 4), ("tag", 1, 4)]),
        ("id: 1\nb: 2\nid: 3", [("duplicate_key", 3, 1)]),
        ("<<: {a: 1}", [("merge_key", 1, 1)]),
        ("? [a, b]\n: c", [("key_not_text", 1, 3)]),
        ('a: "is \\theta"', [("escape_in_quotes", 1, 8)]),
        ('a: "\\nabla f and \\neq"', [("escape_in_quotes", 1, 5), ("escape_in_quotes", 1, 18)]),
        ('a: "x\\_1 \\Phi \\u001b"', [("escape_in_quotes", 1, at) for at in (6, 10, 15)]),
        ('"\\beta": 1', [("escape_in_quotes", 1, 2)]),
        ("a: x\ty", [("control_character", 1, 5)]),
        ("a: |\n  one\n  t\u200bwo \u202exyz", [("control_character", 3, 8)]),
        ("b:\n  c: &x 1\n  d: !t 2\n", [("anchor", 2, 6), ("tag", 3, 6)]),
    ],
)
def test_traps(text, expected):
    assert faults(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a: rank # a comment\nb: 1 #\n#c\n  #d\ne: '#1 is' # x #y",
        "a: rank#1\nb: 'rank #1'\nc: |\n  rank #1",
        'a: "one\\ntwo\\nnoise \\"quoted\\" \\\\theta \\u2026 \\/"',
        "a: 'it''s \\theta'\nb: a & b ! c\nc: |\n  if x:\n  \tcode",
        "a:\r\n  - x\r\n  - 한글\r\n",
        "a: a\u00a0b\u3000c",
    ],
)
def test_what_is_no_trap(text):
    data(text)


def test_what_was_meant_is_guessed_past_a_trap():
    tree = load("a: !t 1\na: 2\nb: &x [1]\nc: *x\n", HERE)
    assert tree.data == {"a": 1, "b": [1], "c": None}


def test_a_trap_says_what_it_found():
    [cut] = load("a: rank #1 model  ", HERE).faults
    assert cut.fields == {"text": "rank", "rest": "#1 model"}
    [escape] = load('a: "\\frac{1}{2}"', HERE).faults
    assert escape.fields == {"found": "\\frac"}


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("a: [1", "yaml", 2, 1),
        ("a: b: c", "yaml", 1, 5),
        ("a: *nobody", "yaml", 1, 4),
        ("a: 1\n---\nb: 2", "yaml", 2, 1),
        ("a: 1\nb: \x07", "yaml", 2, 4),
        ("a: 1\nb: \ud800", "yaml", 2, 4),
        ('a: "so \\sum"', "unknown_escape", 1, 8),
        ("[" * 41 + "]" * 41, "too_deep", 1, 40),
        ("[" * 100_000 + "]" * 100_000, "too_deep", 1, 40),
        ("a: {" * 50 + "}" * 50, "too_deep", 1, 156),
    ],
)
def test_what_is_no_yaml_of_ours(text, rule, line, column):
    with pytest.raises(YamlFault) as caught:
        load(text, HERE)
    assert (caught.value.key, caught.value.place) == (rule, f"bank.yaml:{line}:{column}")
    assert caught.value.exit_code == 2


def test_the_deepest_that_is_read():
    assert data("[" * MOST_DEPTH + "]" * MOST_DEPTH)


def test_a_text_with_too_many_values(monkeypatch):
    monkeypatch.setattr(yamltree, "MOST_NODES", 10)
    assert len(data(f"[{'1,' * 9}]")) == 9
    with pytest.raises(YamlFault) as caught:
        load(f"[{'1,' * 10}]", HERE)
    assert caught.value.key == "too_large"


def test_aliases_multiply_nothing():
    lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    for one, two in zip("abcdefghij", "bcdefghijk", strict=True):
        lines.append(f"{two}: &{two} [{','.join(['*' + one] * 9)}]")
    tree = load("\n".join(lines), HERE)
    assert tree.data["k"] == [None] * 9
    assert load("&a [*a, {b: *a}]", HERE).data == [None, {"b": None}]


def test_reading_a_file(tmp_path):
    path = tmp_path / "bank.yaml"
    for rule, write in (
        ("file_missing", lambda: None),
        ("file_missing", path.mkdir),
        ("file_not_utf8", lambda: (path.rmdir(), path.write_bytes("a: 가".encode("cp949")))),
    ):
        write()
        with pytest.raises(YamlFault) as caught:
            read(path)
        assert caught.value.key == rule and caught.value.place == f"{path}:1:1"
    path.write_text("\ufeffa: 가\n", encoding="utf-8")
    assert read(path).data == {"a": "가"}


RULES = "alias anchor tag merge_key duplicate_key key_not_text comment_cuts_text".split()
RULES += "escape_in_quotes control_character yaml unknown_escape too_deep too_large".split()
RULES += ["file_missing", "file_not_utf8"]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_its_text_and_is_listed(rule):
    assert rule in catalogue("basis", "en")
    assert rule in (yamltree.__doc__ + YamlFault.__doc__)


def test_the_text_of_a_trap():
    [fault] = load('a: "\\theta"', HERE).faults
    assert "`\\theta`" in Texts("en", "basis").fill(fault.rule, fault.fields)


#: Pieces that YAML has a meaning for, in any order.
PIECES = "a b 1 no : ? - , [ ] { } # #1 & &a * *a ! !t | > ' \" \\n \\theta << ~ % @ 가".split()
SOUP = st.lists(st.sampled_from([*PIECES, ":\n", "-\n", "\n", "\t"])).map(" ".join)


@given(SOUP | st.text())
def test_any_text_is_read_or_refused_and_every_place_is_in_it(text):
    lines = text.count("\n") + text.count("\r") + 1
    try:
        tree = load(text, HERE)
    except YamlFault as fault:
        assert 1 <= fault.fields["line"] <= lines + 1
        return
    assert all(1 <= fault.line <= lines and fault.column >= 1 for fault in tree.faults)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text("abc no:#1é가'-[{,"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abno1", min_size=1), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(PLAIN)
def test_what_json_writes_is_read_back(value):
    text = json.dumps(value, ensure_ascii=False)
    tree = load(text, HERE)
    assert tree.data == value
