"""Every fault of a bank is found, at its place, by its name; and what is right is read."""

import itertools

import pytest

from basis.texts import Text, Texts, fields_of
from quiz.bank.reading import MOST_BYTES, MOST_QUESTIONS
from quiz.bank.schema.questions import MODELS
from quiz.finding import Finding
from quiz.question import Param, Sample, Source
from tests.quiz.bank.samples import COURSE, found, key_of, marked, read, said, sample, syllabus

# `§` marks the place that the finding must name.
FAULTS = [
    # keys
    ("unknown-key", "numeric", "§anser: 1"),
    (
        "unknown-key",
        "choice",
        "choices:\n    - {name: a, text: 1, §corect: true}\n    - {name: b, text: 2}",
    ),
    ("unknown-key", "numeric", "tolerance: {§decimal: 3}"),
    ("unknown-key", "numeric", "prompt: {ko: 가, en: a, §eng: a}"),
    ("unknown-key", "numeric", "source: {note: '001', §page: 3}"),
    (
        "missing-key",
        "choice",
        "choices:\n    - §text: 1\n      correct: true\n    - {name: b, text: 2}",
    ),
    ("missing-key", "numeric", "tests:\n    - §{answer: 1}"),
    ("missing-key", "numeric", "§proof: {integral: x, over: x, from: 0}"),
    ("missing-key", "cloze", "blanks:\n    §gap: {misconceptions: []}"),
    ("misfit-key", "numeric", "params: {p: {choose: [1], §decimals: 2}}"),
    ("misfit-key", "cloze", "blanks:\n    gap: {answer: 1, §answers: [a]}"),
    ("one-of", "numeric", "§tolerance: {decimals: 3, relative: 0.1}"),
    ("one-of", "numeric", "params: {§p: {}}"),
    ("one-of", "formula", "names: {§x: {}}"),
    ("empty-value", "numeric", "§erratum:"),
    ("empty-value", "numeric", "hint: {ko: 가, §en: }"),
    # types
    ("wrong-type", "numeric", "difficulty: §true"),
    ("wrong-type", "numeric", "difficulty: §2.0"),
    ("wrong-type", "numeric", "difficulty: §'2'"),
    ("wrong-type", "truefalse", "answer: §1"),
    ("wrong-type", "truefalse", "answer: §yes"),
    ("wrong-type", "numeric", "answer: §true"),
    ("wrong-type", "numeric", "answer: §[0, 1]"),
    ("wrong-type", "numeric", "params: {p: §[0.5, 0.6]}"),
    ("wrong-type", "numeric", "params: {p: {choose: §0.5}}"),
    ("wrong-type", "numeric", "params: {p: {choose: [§true]}}"),
    ("wrong-type", "numeric", "params: §[p]"),
    ("wrong-type", "numeric", "let: {k: §[1]}"),
    ("wrong-type", "numeric", "where: §p > 1"),
    ("wrong-type", "numeric", "tests: §{answer: 1, mark: 1}"),
    ("wrong-type", "numeric", "tests:\n    - §3"),
    ("wrong-type", "numeric", "tests:\n    - {answer: §[1, 2], mark: 1}"),
    ("wrong-type", "numeric", "units: §bit"),
    ("wrong-type", "vector", "answer: §3"),
    ("wrong-type", "vector", "answer: [1, §[2]]"),
    ("wrong-type", "formula", "names: §[x]"),
    ("wrong-type", "formula", "names: {x: §3}"),
    ("wrong-type", "text", "answers: §KL"),
    ("wrong-type", "text", "answers: {ko: §답, en: [answer]}"),
    ("wrong-type", "ordering", "items:\n    - {name: a, text: §{0, 1}}\n    - {name: b, text: 2}"),
    ("wrong-type", "ordering", "items:\n    - {name: a, text: §[0, 1]}\n    - {name: b, text: 2}"),
    ("wrong-type", "numeric", "erratum: §17"),
    # numbers and lists
    ("out-of-range", "numeric", "difficulty: §6"),
    ("out-of-range", "numeric", "difficulty: §0"),
    ("out-of-range", "numeric", "revision: §0"),
    ("out-of-range", "numeric", "tolerance: {relative: §1}"),
    ("out-of-range", "numeric", "tolerance: {absolute: §0}"),
    ("out-of-range", "numeric", "tolerance: {decimals: §-1}"),
    ("out-of-range", "numeric", "tests: [{answer: 1, mark: 1, seed: §-3}]"),
    ("out-of-range", "numeric", "misconceptions: [{name: m, answer: 2, WHY, mark: §1}]"),
    ("bad-mark", "numeric", "tests: [{answer: 1, mark: §1.5}]"),
    ("bad-mark", "numeric", "tests: [{answer: 1, mark: §true}]"),
    ("bad-mark", "numeric", "tests: [{answer: 1, mark: §right}]"),
    ("not-increasing", "numeric", "params: {p: {integer: §[3, 3]}}"),
    ("not-increasing", "numeric", "params: {p: {real: §[2.0, 0.5]}}"),
    ("too-few", "numeric", "concepts: §[]"),
    ("too-few", "numeric", "params: {p: {real: §[1.0]}}"),
    ("too-few", "choice", "choices: §[{name: a, text: 1, correct: true}]"),
    ("too-few", "formula", "names: §{}"),
    ("too-few", "text", "answers: {ko: §[], en: [a]}"),
    ("too-many", "numeric", "params: {p: {integer: §[1, 2, 3]}}"),
    ("uneven-rows", "vector", "answer: [[1, 2], §[3]]"),
    ("other-shape", "vector", "misconceptions: [{name: m, answer: §[1], WHY}]"),
    ("unknown-word", "choice", "order: §sorted"),
    ("unknown-word", "formula", "names: {x: §probability}"),
    # languages
    ("missing-language", "numeric", "§prompt: {en: a}"),
    ("missing-language", "numeric", "§hint: {ko: 가}"),
    ("missing-language", "numeric", "§hint: only English"),
    ("missing-language", "numeric", "§hint: 한국어만"),
    ("missing-language", "text", "§answers: {ko: [답]}"),
    ("hangul-in-english", "numeric", "prompt: {ko: 가, en: §the 가중치}"),
    ("hangul-in-english", "text", "answers: {ko: [답], en: [answer, §답]}"),
    ("no-hangul", "numeric", "prompt: {ko: §not translated, en: a}"),
    ("no-hangul", "numeric", "prompt: {ko: §'the sum $x$ of `b`', en: a}"),
    ("one-text-for-both", "ordering", "items: [{name: a, text: §하나}, {name: b, text: 2}]"),
    ("one-text-for-both", "text", "answers: [KL, §발산]"),
    ("needs-translation", "numeric", "params: {p: {choose: [§동전]}}"),
    ("no-text", "numeric", "prompt: {ko: 가, en: §''}"),
    ("no-text", "numeric", "prompt: {ko: 가, en: §'   '}"),
    ("no-text", "ordering", "items: [{name: a, text: §' '}, {name: b, text: 2}]"),
    ("no-text", "numeric", "answer: §''"),
    ("text-too-long", "numeric", f"prompt: {{ko: 가, en: §{'a' * 4001}}}"),
    (
        "text-too-long",
        "ordering",
        f"items: [{{name: a, text: §{'a' * 4001}}}, {{name: b, text: 2}}]",
    ),
    ("text-too-long", "numeric", f"answer: §{'1+' * 200}1"),
    # names and references
    ("bad-name", "cloze", "blanks:\n    §Gap: {answer: 1}"),
    ("bad-variable", "numeric", "params: {§P: {choose: [1]}}"),
    ("bad-variable", "numeric", "let: {§2x: 1}"),
    ("bad-variable", "formula", "names: {§x-y: real}"),
    ("reserved-name", "numeric", "params: {§e: {choose: [1]}}"),
    ("reserved-name", "numeric", "let: {§log_2: 1}"),
    ("reserved-name", "numeric", "params: {§key: {choose: [1]}}"),
    ("reserved-name", "numeric", "let: {§in: 1}"),
    ("name-taken", "numeric", "params: {p: {choose: [1]}}", "let: {§p: 1}"),
    ("name-taken", "numeric", "params: {x1: {choose: [1]}, §x_1: {choose: [2]}}"),
    ("name-taken", "formula", "params: {x: {choose: [1]}}", "names: {§x: real}"),
    ("repeated", "numeric", "concepts: [divergence.1, §divergence.1]"),
    ("unknown-concept", "numeric", "concepts: [§divergence.9]"),
    (
        "unknown-concept",
        "numeric",
        "misconceptions: [{name: m, answer: 2, WHY, concepts: [§diverge]}]",
    ),
    ("foreign-concept", "numeric", "concepts: [§vectors.1, divergence.1]"),
    ("unknown-erratum", "numeric", "erratum: §e001-kl"),
    ("unknown-note", "numeric", "source: {note: §'003'}"),
    # YAML
    ("alias", "numeric", "prompt: &p {ko: 가, en: a}", "§hint: *p"),
    ("anchor", "numeric", "prompt: §&p {ko: 가, en: a}"),
    ("tag", "numeric", "answer: §!x 1"),
    ("merge-key", "numeric", "§<<: {answer: 1}"),
    ("comment-cuts-text", "numeric", "prompt: {ko: 가, en: a}", "answer: §rank #1"),
    ("escape-in-quotes", "numeric", r'prompt: {ko: 가, en: "§\theta"}'),
    ("control-character", "numeric", "prompt: {ko: 가, en: 'a§\u200eb'}"),
    # whole questions
]
WHOLE = [
    ("missing-key", "- §" + sample("numeric")[2:].replace("  difficulty: 2\n", "")),
    ("missing-key", "- §" + sample("truefalse")[2:].replace("  answer: true\n", "")),
    ("missing-key", "- §" + sample("numeric")[2:].replace("  kind: numeric\n", "")),
    ("bad-name", "- §id: Sample One\n" + sample("numeric").split("\n", 1)[1]),
    ("bad-name", "- §id: sample_one\n" + sample("numeric").split("\n", 1)[1]),
    ("bad-name", "- §id: one--two\n" + sample("numeric").split("\n", 1)[1]),
    ("unknown-kind", sample("numeric").replace("kind: numeric", "kind: §numerical")),
    ("unknown-kind", sample("numeric").replace("kind: numeric", "kind: §3")),
    ("duplicate-key", sample("numeric") + "  §answer: 2\n"),
    ("not-a-question", "- §word\n"),
    ("not-a-question", "- §[1, 2]\n"),
    ("not-a-question", sample("numeric") + "- §3\n"),
]
TEXTS = [(rule, sample(*spoilt)) for rule, *spoilt in FAULTS] + WHOLE


@pytest.mark.parametrize(("rule", "text"), TEXTS)
def test_each_fault_is_found_at_its_place(rule, text):
    text, [place] = marked(text)
    assert (rule, *place) in found(text)


@pytest.mark.parametrize(("rule", "text"), TEXTS)
def test_a_fault_is_told_in_both_languages(rule, text):
    findings = read(marked(text)[0]).findings
    for finding, lang in itertools.product(findings, ("ko", "en")):
        template = Texts(lang, "quiz").template(key_of(finding))
        assert template and fields_of(template) <= finding.fields.keys()
        assert said(finding, lang).isprintable()


ALONE = [(rule, text) for rule, text in TEXTS if rule not in ("alias", "merge-key", "tag")]


@pytest.mark.parametrize(("rule", "text"), ALONE)
def test_nothing_else_is_found(rule, text):
    assert {found_rule for found_rule, *_ in found(marked(text)[0])} <= {rule, "wrong-type"}


@pytest.mark.parametrize("kind", MODELS)
def test_the_samples_are_right(kind):
    assert found(sample(kind)) == []
    assert [question.kind for question in read(sample(kind)).questions] == [kind]


def test_all_faults_at_once_and_the_good_question_stays():
    good = sample("numeric").replace("id: sample", "id: good")
    bad = sample("numeric", "difficulty: 9", "hint: word", "anser: 2", 'why: "\\rho"')
    reading = read(bad + good)
    assert [question.id for question in reading.questions] == ["good"]
    assert [place.id for place in reading.faulty] == ["sample"]
    rules = {finding.rule for finding in reading.findings}
    assert rules >= {"out-of-range", "missing-language", "unknown-key", "escape-in-quotes"}
    assert {finding.question for finding in reading.findings} == {"sample"}
    assert list(reading.findings) == sorted(reading.findings)


def test_a_fault_of_yaml_spoils_only_its_own_question():
    texts = [sample().replace("sample", name) for name in ("first", "second", "third")]
    texts[1] += '  source: {section: "\\theta"}\n'
    assert [question.id for question in read("".join(texts)).questions] == ["first", "third"]


def test_common_faults_are_found_without_a_kind():
    rules = {rule for rule, *_ in found(sample("numeric", "kind: unheard", "difficulty: 7"))}
    assert rules == {"unknown-kind", "out-of-range"}


@pytest.mark.parametrize(
    ("text", "en"),
    [
        (
            sample("choice", "choices: [{name: soft, text: 1, corect: true}, {name: b, text: 2}]"),
            "unknown key 'corect' in choice 'soft'; did you mean 'correct'?",
        ),
        (
            sample("ordering", "items: [{name: a, text: [0, 1]}, {name: b, text: 2}]"),
            "'text' of item 'a': [0, 1] was read as a list; write it in quotes, or one text under "
            "ko and one under en",
        ),
        (
            sample("numeric", r'prompt: {ko: 가, en: "\theta"}'),
            r'the text contains a control character: "\theta" in double quotes is a tab and '
            '"heta"; write it in single quotes or after |',
        ),
        (
            sample("numeric", "difficulty: 2.50"),
            "'difficulty' of question 'sample': 2.50 was read as a number; write a whole number",
        ),
        (
            sample("choice", "order: random"),
            "'order' of question 'sample': 'random' is not one of shuffled, fixed",
        ),
        (
            sample("numeric", "concepts: [divergance.1]"),
            "the syllabus has no concept 'divergance.1'; did you mean 'divergence.1'?",
        ),
        (
            sample("numeric").replace("  hint", "  hnt"),
            "the key 'hint' is missing in question 'sample'",
        ),
        (
            sample("cloze", "blanks: {gap: {answer: 1, misconceptions: [{answer: 2, why: a}]}}"),
            "'why' of misconception 1 has no Korean text; write one under ko and one under en",
        ),
    ],
)
def test_what_an_author_reads(text, en):
    assert en in [said(finding) for finding in read(text).findings]


# --- Files -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("basics/divergance.yaml", "unknown-topic"),
        ("models/divergence.yaml", "wrong-area"),
        ("divergence.yaml", "wrong-area"),
        ("basics/more/divergence.yaml", "wrong-area"),
        ("basics/divergence.yml", "wrong-suffix"),
    ],
)
def test_a_misplaced_file(path, rule):
    assert (rule, 1, 1) in found(sample(), path)


def test_a_bank_in_the_wrong_folder_is_still_read():
    [question] = read(sample(), "models/divergence.yaml").questions
    assert question.area == "basics"


def test_a_bank_of_no_topic_has_faults_but_no_questions():
    reading = read(sample("numeric", "difficulty: 8"), "basics/nothing.yaml")
    assert {finding.rule for finding in reading.findings} == {"unknown-topic", "out-of-range"}
    assert not read(sample(), "basics/nothing.yaml").questions


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty-file"),
        ("# nothing yet\n", "empty-file"),
        ("[]", "empty-file"),
        ("a: 1", "not-a-list"),
        ("word", "not-a-list"),
        ("- 1\n" * (MOST_QUESTIONS + 1), "too-many-questions"),
        ("- " + "[" * 60, "too-deep"),
        ("- {a: [1, 2}\n", "yaml-flow"),
        ("- a: b: c\n", "yaml-colon"),
        ("- a: 'b\n", "yaml-quote"),
        ("- a: `b`\n", "yaml-start"),
        ("- a: |x|\n", "yaml-start"),
        ("- a: %d\n", "yaml-start"),
        ("- a: *args\n", "alias"),
        ("- a: 1\n b: 2\n", "yaml-indent"),
        ('- a: "\\sum"\n', "unknown-escape"),
        ("- a: \x00\n", "yaml"),
    ],
)
def test_what_is_no_bank(text, rule):
    assert rule in [found_rule for found_rule, *_ in found(text)]


def test_too_large_a_file_is_not_even_parsed():
    assert found("#" * (MOST_BYTES + 1)) == [("file-too-large", 1, 1)]


def test_bytes_that_are_no_text():
    content = sample().encode() + "# 가".encode() + b"\xff\n"
    reading = read_bank_bytes(content)
    assert [(f.rule, f.line, f.column) for f in reading.findings] == [("not-utf8", 9, 4)]


def read_bank_bytes(content):
    from quiz.bank.reading import read_bank

    return read_bank("basics/divergence.yaml", content, syllabus())


# --- What is read ------------------------------------------------------------------------------


def test_defaults_are_filled_in():
    [question] = read(sample("numeric")).questions
    assert question.body == {
        "answer": "1",
        "tolerance": None,
        "units": {},
        "misconceptions": [],
        "proof": None,
    }
    assert (question.source, question.erratum, question.revision) == (None, "", 1)
    assert (question.params, question.let, question.where, question.tests) == ({}, {}, (), ())
    assert (question.topic, question.area) == ("divergence", "basics")
    assert (question.path, question.line) == ("basics/divergence.yaml", 1)


def test_everything_common():
    [question] = read(
        sample(
            "numeric",
            "source: {note: 001, lines: 12, reference: A book}",
            "erratum: e001-kl-symmetric",
            "revision: 3",
            "params: {z: {choose: [0.50, heads, 2]}, a: {integer: [1, 3]}, r: {real: [0, 1.5]}}",
            "let: {y: z + a, b: 0.10}",
            "where: ['a != z']",
            "tests: [{answer: 3.10, mark: 1, seed: 4}, {answer: no, mark: unreadable, says: x}]",
        )
    ).questions
    assert question.source == Source(note="001", lines="12", reference="A book")
    assert list(question.params) == ["z", "a", "r"]
    assert question.params["z"] == Param(choose=(0.5, "heads", 2))
    assert question.params["r"] == Param(real=(0.0, 1.5), decimals=2)
    assert dict(question.let) == {"y": "z + a", "b": "0.10"}
    assert question.where == ("a != z",)
    assert question.tests == (Sample("3.10", 1.0, "", 4), Sample("no", None, "x"))


@pytest.mark.parametrize(
    ("written", "both"),
    [("3.10", "3.10"), ("1e-3", "1e-3"), ("no", "no"), ("12:30", "12:30"), ("'[0, 1]'", "[0, 1]")],
)
def test_a_short_text_is_what_was_written(written, both):
    [question] = read(
        sample("ordering", f"items: [{{name: a, text: {written}}}, {{name: b, text: 2}}]")
    ).questions
    assert question.body["items"][0]["text"] == {"ko": both, "en": both}


def test_texts_keep_their_lines_and_lose_their_edges():
    text = sample("numeric", "prompt:\n    ko: |\n      가\n\n      $$x$$\n    en: '  a '")
    assert read(text).questions[0].prompt == Text(ko="가\n\n$$x$$", en="a")


def test_decomposed_hangul_is_composed():
    import unicodedata

    text = unicodedata.normalize("NFD", sample("numeric"))
    assert read(text).questions[0].prompt.ko == "질문"


def test_answers_in_one_list_and_matrices_and_domains():
    [text] = read(sample("text", "answers: [KL, 2]")).questions
    assert text.body["answers"] == {"ko": ["KL", "2"], "en": ["KL", "2"]}
    [matrix] = read(sample("vector", "answer: [[1, a], [0.5, 2]]")).questions
    assert matrix.body["answer"] == [["1", "a"], ["0.5", "2"]]
    [formula] = read(
        sample("formula", "names: {x: prob, σ: {real: [0, 2]}, k: {simplex: w}}")
    ).questions
    assert formula.body["names"] == {"x": "prob", "σ": {"real": [0.0, 2.0]}, "k": {"simplex": "w"}}


def test_the_fake_course_is_right_and_has_every_kind():
    kinds = set()
    for file in sorted(COURSE.glob("*/*.yaml")):
        reading = read(file.read_text(encoding="utf-8"), file.relative_to(COURSE).as_posix())
        assert reading.findings == ()
        kinds |= {question.kind for question in reading.questions}
    assert kinds == set(MODELS)


def test_findings_compare_by_place():
    assert sorted([Finding("b", 1, 1, "x"), Finding("a", 2, 1, "x"), Finding("a", 1, 9, "x")])[
        0
    ] == Finding("a", 1, 9, "x")
