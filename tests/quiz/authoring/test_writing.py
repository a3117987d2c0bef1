"""What is written into a bank is read as what was meant, and what was there stays."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basis.yamltree import YamlFault, load
from quiz.authoring.writing import appended, question_yaml

LETTERS = st.characters(blacklist_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn"])
TEXTS = st.text(LETTERS, min_size=1, max_size=30).map(str.strip).filter(bool)
LINES = st.lists(TEXTS, min_size=1, max_size=4).map("\n".join)
HARD = st.sampled_from(
    ["no", "1e-3", "12:30", "#1", "a: b", "a #b", "'", '"', "- a", "[0, 1]", "{x}", "true", "~"]
    + [r"$\theta$", "0.50", "017", "3.10", "1_000", "*a", "&a", "!a", "%", "@", "a,b", "2x", "0x1f"]
)
VALUES = st.recursive(
    TEXTS | HARD | LINES | st.integers(-99, 99) | st.booleans(),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from(["ko", "en", "name", "why"]), inner, min_size=1)
    ),
    max_leaves=8,
)


def plain(value):
    """Numbers that were texts count as the same: a bank reads both as what was written."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value if isinstance(value, bool) else str(value)


def data(text):
    tree = load(text, Path("made"))
    assert tree.faults == ()
    return tree.data


@given(st.dictionaries(st.sampled_from(["id", "prompt", "choices", "answer"]), VALUES, min_size=1))
def test_what_is_written_is_read_again(question):
    (found,) = data(question_yaml(question))
    assert plain(found) == plain(question)


def test_it_looks_as_people_write_it():
    text = question_yaml(
        {
            "id": "a-name",
            "concepts": ["kl.1"],
            "prompt": {"ko": "값 $x$는?", "en": "What is $x$?"},
            "hint": {"ko": "힌트", "en": "A hint."},
            "choices": [{"name": "a", "text": "0.5", "correct": True}],
            "code": "x = 1\nprint(x)",
        }
    )
    assert text == (
        "- id: a-name\n"
        "  concepts: [kl.1]\n"
        "  prompt: {ko: '값 $x$는?', en: 'What is $x$?'}\n"
        "  hint: {ko: 힌트, en: A hint.}\n"
        "  choices:\n"
        "    - {name: a, text: 0.5, correct: true}\n"
        "  code: |-\n"
        "    x = 1\n"
        "    print(x)\n"
    )


ENTRY = question_yaml({"id": "new", "answer": "1"})


@pytest.mark.parametrize(
    "bank",
    [
        "- id: old  # with a remark\n  answer: 2\n",
        "# at the head\n\n- id: old\n\n\n# at the end",
        "  - id: old\n    answer: 1\n",
        "-   id: old\n    answer: 1\n",
        "\ufeff- id: old\n",
        "- id: old\n  code: |\n    x\n\n",
    ],
)
def test_a_bank_grows_at_its_end(bank):
    after = appended(bank, ENTRY)
    assert after.startswith(bank.rstrip())
    assert data(after) == [*data(bank), *data(ENTRY)]


@pytest.mark.parametrize("bank", ["", "\n", "# only a remark\n"])
def test_an_empty_bank_gets_its_first_question(bank):
    after = appended(bank, ENTRY)
    assert after.startswith(bank.strip()) and data(after) == data(ENTRY)


@pytest.mark.parametrize("bank", ["key: value\n", "[{id: old}]\n", "text"])
def test_a_bank_that_is_no_list_of_entries_is_left_alone(bank):
    with pytest.raises(ValueError):
        appended(bank, ENTRY)


def test_a_bank_that_is_no_yaml_is_left_alone():
    with pytest.raises(YamlFault):
        appended("- id: 'old\n", ENTRY)
