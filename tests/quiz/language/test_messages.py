"""Every text that quiz/language names by key exists, in both languages and with its fields."""

import ast
import re
from pathlib import Path

from basis.texts import fields_of
from basis.yamltree import load

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "quiz" / "language"
PREFIXES = ("formula_", "probe_")


def keys_in_code():
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if node.value.startswith(PREFIXES) and node.value.isidentifier():
                    yield node.value


def own(lang):
    path = ROOT / "quiz" / "messages" / f"language.{lang}.yaml"
    return load(path.read_text(encoding="utf-8"), path).data


def test_all_keys_have_texts_and_all_texts_are_used():
    used = set(keys_in_code())
    # Put together from parts: f"{key}_near", f"{text}_about".
    used |= {"formula_unknown_name_near", "formula_unknown_function_near"}
    used |= {"probe_constant_about", "probe_factor_about"}
    assert used == set(own("ko")) == set(own("en"))


def test_both_languages_have_the_same_fields():
    korean, english = own("ko"), own("en")
    for key, text in english.items():
        assert fields_of(text) == fields_of(korean[key]), key


def test_no_particle_hangs_on_maths():
    """How a formula is read aloud is not known, so nothing that depends on its last sound."""
    for key, text in own("ko").items():
        assert not re.search(r"\$(\{[가-힣]+/|은|는|이|가|을|를|과|와)", text), key
