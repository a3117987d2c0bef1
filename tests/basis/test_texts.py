"""Catalogues of all packages, and what templates can do."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from basis.catalogue import catalogue
from basis.texts import (
    LANGUAGES,
    Message,
    Text,
    Texts,
    choose_language,
    fields_of,
    fill,
    in_both,
    particle,
)

PACKAGES = ("basis", "grader", "quiz")
KEYS = [(package, key) for package in PACKAGES for key in sorted(catalogue(package, "en"))]


@pytest.mark.parametrize("package", PACKAGES)
def test_both_languages_have_the_same_keys(package):
    assert catalogue(package, "ko").keys() == catalogue(package, "en").keys()


@pytest.mark.parametrize(("package", "key"), KEYS)
def test_both_texts_use_the_same_fields(package, key):
    ko, en = catalogue(package, "ko")[key], catalogue(package, "en")[key]
    assert fields_of(ko) == fields_of(en)


@pytest.mark.parametrize(("package", "key"), KEYS)
def test_both_texts_are_there_and_in_their_language(package, key):
    ko, en = catalogue(package, "ko")[key], catalogue(package, "en")[key]
    assert ko.strip() and en.strip()
    assert not re.search("[가-힣]", en)
    wordless = not re.search("[a-z]{3}", re.sub(r"\{.*?\}|`.*?`", "", en))
    assert wordless or re.search("[가-힣]", ko), ko


@pytest.mark.parametrize(("package", "key"), KEYS)
def test_korean_asks_in_one_way_and_fits_its_particles(package, key):
    ko = catalogue(package, "ko")[key]
    assert "십시오" not in ko, "everywhere else it is 세요"
    particles = "은|는|이|가|을|를|과|와|로|으로|이라는|라는"
    fixed = re.search(rf"\{{[a-z_]+(:[^{{}}]*)?\}}[`'’\"]?({particles})(?=[\s.,]|$)", ko)
    assert fixed is None, f"write {fixed and fixed[2]} as a pair: what stands before it may differ"


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_fits_the_terminal(package, lang):
    for key, text in catalogue(package, lang).items():
        if key.startswith("help_"):
            assert max(map(cell_len, text.splitlines())) <= 80, key


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package with a folder of messages, and a function that fills it."""
    monkeypatch.syspath_prepend(tmp_path)
    name = f"speaking_{tmp_path.name}".replace("-", "_")
    messages = tmp_path / name / "messages"
    messages.mkdir(parents=True)
    (tmp_path / name / "__init__.py").touch()

    def write(**texts):
        for file, text in texts.items():
            (messages / f"{file.replace('_', '.')}.yaml").write_text(text, encoding="utf-8")
        return name

    return write


def test_a_catalogue_is_joined_from_its_parts_and_from_basis(package):
    name = package(en="one: first", part_en="two: second", ko="one: 하나", part_ko="two: 둘")
    assert Texts("en", name)("two") == "second" and Texts("ko", name)("one") == "하나"
    assert Texts("en", name)("usage_extra", words="x") == Texts("en", "basis")(
        "usage_extra", words="x"
    )


def test_an_engine_may_say_it_in_its_own_words(package):
    assert Texts("en", package(en="alias: no aliases"))("alias") == "no aliases"


@pytest.mark.parametrize(
    "texts",
    [
        {"en": "one: first\none: again"},
        {"en": "one: first", "part_en": "one: again"},
        {"en": "one: 1"},
        {"en": "one: rank #1 model"},
    ],
)
def test_a_catalogue_with_a_mistake_does_not_load(package, texts):
    with pytest.raises(ValueError, match=r"en\.yaml"):
        catalogue(package(**texts), "en")


def test_an_unknown_key_is_shown_with_its_fields():
    assert Texts("en", "basis")("of_nobody", shape=[2, 3]) == "of_nobody: shape (2, 3)"


def test_messages_and_authors_texts():
    texts = Texts("ko", "basis")
    own = Message("anything", {}, Text(ko="합이 다릅니다.", en="another sum."))
    assert texts.message(own) == "합이 다릅니다." and texts.pick(own.text) == "합이 다릅니다."
    assert texts.message(Message("duplicate_key", {"key": "id"})) == "`id`가 두 번 나옵니다"
    assert in_both("basis", "duplicate_key", {"key": "id"}).en == "`id` is here twice"


def test_fields_are_filled_in():
    assert fill("{a} of {b:.1f}", {"a": 3, "b": 2.345}, "en") == "3 of 2.3"


def test_singular_and_plural():
    template = "{n} {n:row|rows}"
    assert [fill(template, {"n": n}, "en") for n in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]


@given(st.text())
def test_a_field_is_never_read_as_a_template(text):
    assert fill("<{x}>", {"x": text}, "ko") == f"<{text}>"


@pytest.mark.parametrize(
    ("word", "pair", "fits"),
    [
        ("텐서", "은/는", "는"),
        ("값", "은/는", "은"),
        ("`attention`", "이/가", "이"),
        ("`svm_dual`", "을/를", "을"),
        ("list.py", "은/는", "는"),
        ("tuple", "이어야/여야", "이어야"),
        ("numeric", "을/를", "을"),
        ("c", "을/를", "를"),
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
