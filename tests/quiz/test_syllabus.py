"""The map of the course: read, checked, kept; and what is nearest to a word."""

import shutil

import pytest

from basis.texts import Text, Texts
from basis.yamltree import YamlFault
from quiz.bank.bank import Bank
from quiz.errors import ContentError
from quiz.question import Source
from quiz.syllabus import Concept, Syllabus, nearest
from tests.quiz.bank.samples import COURSE, marked, syllabus


@pytest.fixture
def course(tmp_path):
    return shutil.copytree(COURSE, tmp_path / "questions")


def test_what_it_holds():
    known = syllabus()
    assert list(known.areas) == ["basics", "models"]
    assert known.areas["models"].title == Text(ko="모델", en="Models")
    topic = known.topics["vectors"]
    assert (topic.area, topic.concepts) == ("basics", ("vectors.1", "vectors.2"))
    assert topic.sources == (
        Source(note="001", section="배경 > 벡터", lines="30"),
        Source(note="002", section="벡터", lines="1-9"),
    )
    assert known.concepts["divergence.2"] == Concept(
        "divergence.2", "divergence", "$D_{KL}$ is not symmetric.", "e001-kl-symmetric"
    )
    assert known.concepts["divergence.1"].erratum == ""
    assert (topic.requires, known.topics["clustering"].requires) == (("divergence",), ("vectors",))
    erratum = known.errata["e001-kl-symmetric"]
    assert (erratum.severity, erratum.source.note) == ("wrong", "001")
    assert erratum.correct.en == "The KL divergence is not symmetric."
    assert known.notes == {"001", "002"}


def test_where_a_question_is_taught():
    bank = Bank.open(COURSE)
    assert bank.syllabus.sources(bank.question("kl-two-coins")) == (
        Source("001", "배경 > 발산", "20-24", "Bishop, PRML (2006), sec. 1.6.1"),
    )
    assert len(bank.syllabus.sources(bank.question("print-a-sum"))) == 2


@pytest.mark.parametrize(
    ("source", "taught"),
    [
        (Source(reference="A"), ["001/30", "002/1-9"]),
        (Source(note="002"), ["002/1-9"]),
        (Source(note="002", lines="3"), ["002/3"]),
        (Source(lines="31"), ["001/31"]),
        (Source(note="009", lines="3"), ["009/3"]),
    ],
)
def test_what_a_question_says_itself_counts(source, taught):
    from dataclasses import replace

    question = replace(Bank.open(COURSE).question("print-a-sum"), source=source)
    found = syllabus().sources(question)
    assert [f"{each.note}/{each.lines}" for each in found] == taught
    assert {each.reference for each in found} == {source.reference}


def test_from_the_cache_it_is_the_same(course, tmp_path, monkeypatch):
    from quiz.bank import course as reader

    cold = Syllabus.load(course, tmp_path / "cache")
    monkeypatch.delattr(reader, "read_course")
    assert Syllabus.load(course, tmp_path / "cache") == cold


def test_its_digest_follows_its_files(course):
    before = Syllabus.load(course).digest
    (course / "errata.yaml").write_text("[]")
    with pytest.raises(ContentError):
        Syllabus.load(course)
    (course / "errata.yaml").write_bytes((COURSE / "errata.yaml").read_bytes() + b"# end\n")
    assert Syllabus.load(course).digest != before


FAULTS = [
    ("areas.yaml", "en: Models}", "en: Models, §n: 1}", "unknown_key"),
    ("areas.yaml", "- id: models", "- §id: Models", "bad_name"),
    ("areas.yaml", "- id: models", "- id: §basics", "entry_twice"),
    ("syllabus.yaml", "id: clustering.2", "id: §clustering.1", "entry_twice"),
    ("syllabus.yaml", "id: clustering.2", "§id: clustering", "bad_name"),
    ("syllabus.yaml", "area: models", "area: §model", "unknown_area"),
    ("syllabus.yaml", "erratum: e001-kl", "erratum: §e001-k", "unknown_erratum"),
    ("syllabus.yaml", "- id: clustering.2\n      text:", "- §text:", "missing_key"),
    ("syllabus.yaml", "[vectors]", "[§vector]", "unknown_requirement"),
    ("syllabus.yaml", "[vectors]", "[vectors, §clustering]", "requires_itself"),
    ("syllabus.yaml", "[vectors]", "[vectors, §vectors]", "repeated"),
    ("syllabus.yaml", "[vectors]", "§vectors", "wrong_type"),
    ("syllabus.yaml", "area: basics", "area: basics\n  requires: [§clustering]", "requires_cycle"),
    ("syllabus.yaml", "section: 군집화", r'section: "§\theta"', "escape_in_quotes"),
    ("errata.yaml", "severity: misleading", "severity: §minor", "unknown_word"),
    ("errata.yaml", "why: 'The objective is not convex.'", "§why:", "empty_value"),
]


@pytest.mark.parametrize(("file", "old", "new", "rule"), FAULTS)
def test_a_fault_has_its_place(course, file, old, new, rule):
    path = course / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    text, [(line, column)] = marked(text.replace(old, new, 1))
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as error:
        Syllabus.load(course)
    assert error.value.key == f"finding_{rule}"
    assert error.value.place == f"{path}:{line}:{column}"
    for lang in ("ko", "en"):
        assert "finding_" not in Texts(lang, "quiz").fill(error.value.key, error.value.fields)


def test_a_cycle_is_shown_whole(course):
    path = course / "syllabus.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("basics\n", "basics\n  requires: [clustering]\n", 1), "utf-8")
    with pytest.raises(ContentError) as error:
        Syllabus.load(course)
    ring = "divergence → clustering → vectors → divergence"
    assert error.value.fields["cycle"] == ring


@pytest.mark.parametrize("file", ["areas.yaml", "syllabus.yaml", "errata.yaml"])
def test_a_file_that_is_none(course, file):
    (course / file).write_text("word")
    with pytest.raises(ContentError) as error:
        Syllabus.load(course)
    assert error.value.key == "finding_not_a_list"
    (course / file).unlink()
    with pytest.raises(YamlFault):
        Syllabus.load(course)


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("corect", "correct"),
        ("Correct", "correct"),
        ("kl_divergence", "kl-divergence"),
        ("nothing-like-it", ""),
        ("", ""),
        ("c" * 10**6, ""),
    ],
)
def test_the_nearest_word(word, near):
    assert nearest(word, ["correct", "kl-divergence", "choices"]) == near
