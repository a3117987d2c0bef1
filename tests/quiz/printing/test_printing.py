"""Papers and keys: they agree, every kind is there, and the paper does not tell."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from basis.texts import LANGUAGES, Text, Texts
from quiz.bank.bank import Bank
from quiz.errors import UsageError
from quiz.exam.paper import Item, Paper
from quiz.kinds.registry import KINDS
from quiz.printing.printing import Printer, printed
from quiz.question import Param, Source
from tests.quiz.fake_course import bank

QUESTIONS = Path(__file__).resolve().parents[3] / "questions"
AGAIN = "quiz export html --exam made --seed 7"


def paper_of(entries, seed=7):
    items = tuple(Item(e.id, e.revision, e.area, seed, 3.0) for e in entries)
    return Paper("made", Text("시험", "Exam <1>"), 45, seed, items)


def pages(lang="en", entries=None, of=None):
    of = of or bank()
    paper = paper_of(of.entries if entries is None else entries)
    questions = printed(paper, of.question)
    printer = Printer(Texts(lang, "quiz"), of.syllabus)
    return printer.paper(paper, questions), printer.key(paper, questions, AGAIN)


class Reader(HTMLParser):
    """Checks that tags close as they should, and collects what there is."""

    VOID = frozenset(["meta", "br"])

    def __init__(self, page):
        super().__init__()
        self.open, self.tags, self.words, self.attrs = [], [], [], []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attrs.extend(attrs)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attrs.extend(attrs)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.words.append(data)


def questions_of(page):
    """The HTML of each question by its number."""
    parts = re.split(r'<article class="question" data-number="(\d+)">', page)
    return dict(zip(map(int, parts[1::2]), parts[2::2], strict=True))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_are_whole_and_need_nothing_beside_them(lang):
    for page in pages(lang):
        reader = Reader(page)
        assert ("lang", lang) in reader.attrs
        assert (
            "script" not in reader.tags and "link" not in reader.tags and "img" not in reader.tags
        )
        assert not [value for name, value in reader.attrs if name in ("src", "href")]
        assert "url(" not in page and "@import" not in page
        assert not [name for name, _ in reader.attrs if name.startswith("on")]
        said = " ".join(reader.words)
        assert not re.search(r"print_\w+|kind_\w+|how_\w+", said)
        assert "Exam <1>" in said if lang == "en" else "시험" in said


def test_the_course_of_the_tests_has_every_kind():
    assert {entry.kind for entry in bank().entries} == set(KINDS)


def test_paper_and_key_agree():
    paper, key = map(questions_of, pages())
    assert list(paper) == list(key) == list(range(1, len(bank().entries) + 1))
    questions = printed(paper_of(bank().entries), bank().question)
    for one in questions:
        assert "3 points" in paper[one.number] and "3 points" in key[one.number]
        assert f"<code>{one.item.question}</code>" in key[one.number]
        if one.kind == "choice":  # the label in the key is that of the right option on the paper
            (right,) = (o for o in one.prompt.options if o.name == one.prompt.key)
            at = paper[one.number].index(f'<span class="label">{right.label}.</span>')
            assert right.text.en in paper[one.number][at : at + 5000] or "$" in right.text.en
            assert f"{right.label}." in key[one.number]
    assert AGAIN in pages()[1] and AGAIN not in pages()[0]


def test_the_paper_has_what_an_exam_needs():
    paper, _ = pages()
    count = len(bank().entries)
    for word in ("Name", "Date", f"{count} questions · {3 * count} points · 45 minutes", "seed 7"):
        assert word in paper
    assert re.search(r"@page \{ @bottom-left \{ content: \"made · seed 7\"", paper)
    assert "break-inside: avoid" in paper and "size: A4" in paper


def test_the_room_to_write_fits_the_kind():
    paper = questions_of(pages()[0])
    questions = printed(paper_of(bank().entries), bank().question)
    room = {one.kind: (paper[one.number], one.prompt) for one in questions}
    for kind, mark in {"choice": "box one", "choices": "box"}.items():
        page, prompt = room[kind]
        assert page.count(f'<span class="{mark}"></span>') == len(prompt.options)
    assert room["truefalse"][0].count("box one") == 2
    page, prompt = room["ordering"]
    assert page.count('class="box"') == len(prompt.options)
    page, prompt = room["matching"]
    assert page.count("box one") == len(prompt.options) * len(prompt.others)
    page, prompt = room["cloze"]
    assert page.count('class="blank"') == len(prompt.key)
    page, prompt = room["output"]
    assert "<pre>total = sum(" in page and 'class="ruled"' in page
    assert room["essay"][0].count("<i></i>") >= 6
    for kind in ("numeric", "vector", "formula", "text"):
        assert '<div class="answer">' in room[kind][0]


def test_the_paper_does_not_tell():
    questions = printed(paper_of(bank().entries), bank().question)
    for lang in LANGUAGES:
        texts = Texts(lang, "quiz")
        paper, key = map(questions_of, pages(lang))
        for one in questions:
            question = one.prompt.question
            page = paper[one.number]
            assert question.id not in page
            said = max(texts.pick(one.prompt.explanation).split("$")[::2], key=len).strip()
            assert len(said) < 8 or said not in page
            assert texts.pick(one.prompt.hint) not in page
            for thing in question.body.get("choices", ()):
                why = (thing["why"] or {}).get(lang)
                assert why is None or why not in page
            for name in re.findall(r"name': '([a-z-]{4,})'", str(question.body)):
                words = f"{one.prompt.text} {one.prompt.options} {one.prompt.others}"
                assert f'"{name}"' not in page and (name not in page or name in words), name
        names = {name for page in paper.values() for name in re.findall(r' class="([^"]*)"', page)}
        assert not re.search(r"correct|right|wrong|key", " ".join(names))


def test_options_of_a_paper_are_all_alike():
    """The right one is marked by nothing: without their texts the options are the same."""
    paper = questions_of(pages()[0])
    for one in printed(paper_of(bank().entries), bank().question):
        if one.kind in ("choice", "choices"):
            rows = re.findall(r"<li>(.*?)<div>", paper[one.number])
            bare = {re.sub(r"\d+\.", "", row) for row in rows}
            assert len(rows) == len(one.prompt.options) and len(bare) == 1


def test_the_key_of_an_essay_has_its_points():
    entry = next(e for e in bank().entries if e.kind == "essay")
    _, key = pages(entries=[entry])
    assert "2 points: a mixture assigns with probabilities" in key
    assert "k-means picks one cluster a point" in key


def test_the_key_says_where_it_is_taught_and_what_the_notes_get_wrong():
    _, key = pages()
    assert "note 001" in key and "Bishop, PRML (2006), sec. 1.6.1" in key
    assert "The notes are wrong here (e001-kl-symmetric)" in key


def test_what_else_there_is_to_read_is_said_once():
    from dataclasses import replace

    entry = next(e for e in bank().entries if e.topic == "vectors")
    question = bank().question(entry.id)
    question = replace(question, source=replace(question.source or Source(), reference="A book"))
    paper = paper_of([entry])
    questions = printed(paper, lambda id: question)
    key = Printer(Texts("en", "quiz"), bank().syllabus).key(paper, questions, AGAIN)
    assert "lines 30; note 002" in key and key.count("A book") == 1


def test_what_a_bank_says_is_escaped(tmp_path):
    from tests.quiz.authoring.banks import course, good

    evil = """prompt: {ko: '가 <b>"&', en: '<script>a</script> "&'}"""
    root = course(tmp_path, good("choice", evil, "explanation: {ko: '<i>가', en: <i>a}"))
    made = Bank.open(root)
    assert made.entries
    for lang in LANGUAGES:
        paper, key = pages(lang, of=made)
        for page in (paper, key):
            Reader(page)
            assert "<script" not in page and "<b>" not in page and "<i>가" not in page
        assert "&lt;i&gt;" in key
    assert "&lt;script&gt;a&lt;/script&gt;" in paper


def test_a_question_that_cannot_be_drawn_is_named():
    from dataclasses import replace

    entry = bank().entries[0]
    broken = replace(
        bank().question(entry.id), params={"x": Param(integer=(1, 2))}, where=("x > 5",)
    )
    with pytest.raises(UsageError) as caught:
        printed(paper_of([entry]), lambda id: broken)
    assert caught.value.fields["id"] == entry.id
    assert "x > 5" in Texts("en", "quiz").fill(caught.value.key, caught.value.fields)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_question_of_the_course_is_printed(lang):
    course = Bank.open(QUESTIONS)
    paper, key = pages(lang, of=course)
    for page in (paper, key):
        assert len(questions_of(page)) == len(course.entries)
        Reader(page)
    assert "<code>$" not in paper + key  # every formula is a picture
