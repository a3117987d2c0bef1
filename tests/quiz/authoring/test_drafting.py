"""The interview of `quiz new`: each kind leads to a question that passes the check."""

import pytest

from basis.texts import LANGUAGES, Texts
from quiz.authoring.drafting import confirmed, find_topics, interview, read_param
from quiz.authoring.interview import BACK, Ask, Say, Show
from quiz.authoring.skeletons import known_kind, known_topic, skeleton
from quiz.authoring.writing import question_yaml
from quiz.bank.schema.questions import MODELS
from quiz.errors import UnreadableError, UsageError
from quiz.syllabus import Syllabus
from tests.quiz.authoring.banks import prints, report, said
from tests.quiz.bank.samples import COURSE

SYLLABUS = Syllabus.load(COURSE)
HEAD = ["divergence", "{kind}", "1", ""]
TASK = ["질문입니까?", "Is it a question?"]
TAIL = ["그렇습니다.", "It is so.", "생각하세요.", "Think.", ""]
WHY = ["아닙니다.", "No, it is not."]

GAPS = ["합은 [[total]], [[what]]입니다.", "[[what]], [[total]]."]

#: What is typed for each kind, between difficulty and explanation.
TYPED = {
    "choice": [*TASK, "$1$", "n", *WHY, "둘", "two", "y", "$3$", *WHY, ""],
    "choices": [*TASK, "$1$", "y", "$2$", "y", "$3$", "n", *WHY, ""],
    "truefalse": [*TASK, "n"],
    "numeric": ["p: 0.2, 0.4", "", *TASK, "p*(1-p)", "2", "p^2", *WHY, "", "<<key|dp(2)>>"],
    "vector": ["", *TASK, "1/2, max(1, 2); 3, 4", "1", "1, 2; 3, 4", *WHY, "", ""],
    "formula": ["n: 2..9", "", *TASK, "p, sigma", "3", "positive", "n*p*sigma", "p", *WHY, "", ""],
    "text": [*TASK, "KL 발산, 쿨백-라이블러 발산", "KL divergence"],
    "cloze": [
        "합은 [[total]], [[what]]입니다.",
        "[[what]], [[total]].",
        "n",
        "1",
        "",
        "y",
        "양수",
        "positive",
    ],
    "ordering": [*TASK, "하나", "one", "둘", "two", "3", ""],
    "matching": [*TASK, "하나", "one", "1", "둘", "two", "2", ""],
    "output": [*TASK, "print(1)\nprint(2)", "1\n2"],
    "essay": [*TASK, "이렇습니다.", "It is so.", "한 점", "one point", "다른 점", "another", ""],
}


def held(lines, **given):
    """The draft of an interview, what was asked and what was said."""
    talk, lines = interview(SYLLABUS, {"is-it-a-question"}, **given), list(lines)
    asked, told = [], []
    step = next(talk)
    while True:
        try:
            if isinstance(step, Say):
                told.append(step.message)
                step = talk.send("")
            else:
                asked.append(step)
                step = talk.send(lines.pop(0))
        except StopIteration as end:
            assert lines == []
            return end.value, asked, told


def lines(kind):
    return (
        [line.format(kind=kind) if "{kind}" in line else line for line in HEAD] + TYPED[kind] + TAIL
    )


@pytest.mark.parametrize("kind", MODELS)
def test_a_question_that_passes_the_check(kind, tmp_path):
    draft, asked, told = held(lines(kind))
    assert draft.path == "basics/divergence.yaml" and told == []
    assert draft.question["id"] != "is-it-a-question"
    found = report(tmp_path, question_yaml(draft.question), runner=prints("1\n2\n"), seeds=10)
    assert [said(finding) for finding in found.findings] == []
    assert found.right_questions == 1
    for question in asked:
        for lang in LANGUAGES:
            text = Texts(lang, "quiz").fill(question.key, question.fields)
            assert Texts(lang, "quiz").template(question.key) and "?" not in text[:-1].replace(
                "?", "", 1
            )


def said_of(told):
    """What was said, which must have a text in both languages."""
    for message in told:
        for lang in LANGUAGES:
            text = Texts(lang, "quiz").message(message)
            assert Texts(lang, "quiz").template(message.key) and "{" not in text
    return [message.key for message in told]


def test_a_cloze_has_the_same_blanks_in_both_languages():
    typed = lines("cloze")
    place = typed.index("[[what]], [[total]].")
    wrong = ["[[what]] and no more.", "[[what]], [[total]], [[total]].", "None."]
    draft, _, told = held(
        [*typed[: place - 1], "빈칸 없음", typed[place - 1], *wrong, *typed[place:]]
    )
    assert draft == held(typed)[0]
    assert said_of(told) == [
        "new_no_blanks",
        "new_other_blanks",
        "new_other_blanks",
        "new_no_blanks",
    ]
    assert told[1].fields["wanted"] == ["[[total]]", "[[what]]"]


def test_a_parameter_is_not_replaced_unasked():
    typed = lines("formula")
    place = typed.index("n: 2..9") + 1
    draft, _, told = held([*typed[:place], "n: 3", *typed[place:]])
    assert draft == held(typed)[0] and said_of(told) == ["new_param_twice"]


def test_kind_and_topic_are_not_asked_for_where_given():
    typed = lines("truefalse")
    assert held(typed)[0] == held(typed[2:], kind="truefalse", topic="divergence")[0]


def talk_of(talk, lines):
    """What comes of an interview, and what was asked, told and shown."""
    lines, steps = list(lines), []
    step = next(talk)
    while True:
        steps.append(step)
        try:
            step = talk.send(lines.pop(0) if isinstance(step, Ask) else "")
        except StopIteration as end:
            assert lines == []
            return end.value, steps


def confirmed_of(*lines):
    return talk_of(confirmed(SYLLABUS, set()), lines)


@pytest.mark.parametrize("kind", MODELS)
def test_every_answer_can_be_taken_back(kind):
    typed = [*lines(kind), "y"]
    once, steps = confirmed_of(*typed)
    for place in range(1, len(typed)):
        again, back = confirmed_of(*typed[:place], BACK, *typed[place - 1 :])
        assert again == once
        questions = [step for step in back if isinstance(step, Ask)]
        assert questions[place + 1] == questions[place - 1]  # asked before, and again


def test_several_answers_can_be_taken_back_and_be_other_ones():
    typed = [*lines("truefalse"), "y"]
    other = ["divergence", "numeric", "1", "4", BACK, BACK, BACK, *typed[1:]]
    assert confirmed_of(*other)[0] == confirmed_of(*typed)[0]


def test_what_was_refused_is_no_answer_to_take_back():
    typed = [*lines("truefalse"), "y"]
    assert confirmed_of(*typed[:3], "7", "9", BACK, *typed[2:])[0] == confirmed_of(*typed)[0]


def test_before_the_first_question_is_nothing():
    _, steps = confirmed_of(BACK, BACK, *lines("truefalse"), "y")
    told = [step.message.key for step in steps if isinstance(step, Say)]
    assert told == ["new_no_way_back"] * 2
    for lang in LANGUAGES:
        assert Texts(lang, "quiz").template("new_no_way_back")


def test_the_whole_question_is_shown_before_it_is_written_and_again_after_a_change():
    typed = lines("truefalse")
    draft, steps = confirmed_of(*typed, BACK, "another-id", "y")
    shown = [step.value.question["id"] for step in steps if isinstance(step, Show)]
    assert shown == ["is-it-a-question", "another-id"] and draft.question["id"] == "another-id"
    assert confirmed_of(*typed, "n")[0] is None


def test_concepts_are_told_in_korean_where_a_correction_has_it():
    _, asked, _ = held(lines("truefalse"))
    options = next(question.options for question in asked if question.key == "new_concept")
    concepts = [SYLLABUS.concepts[id] for id in SYLLABUS.topics["divergence"].concepts]
    assert any(concept.erratum for concept in concepts)
    for option, concept in zip(options, concepts, strict=True):
        if concept.erratum:
            correct = SYLLABUS.errata[concept.erratum].correct.ko
            assert option.en == concept.text and correct in option.ko
        else:
            assert option == concept.text


WRONG = [
    ("new_no_topic", ["nowhere"], 0),
    ("new_nothing", [""], 0),
    ("new_no_option_near", ["truefals"], 1),
    ("new_no_option", ["99"], 1),
    ("new_no_difficulty", ["7"], 3),
    ("new_nothing", [""], 4),
    ("new_no_truth", ["perhaps"], 6),
    ("new_no_id", ["No Name"], 11),
    ("new_id_taken", ["is-it-a-question"], 11),
]


@pytest.mark.parametrize(("key", "slip", "place"), WRONG)
def test_a_slip_is_told_and_asked_again(key, slip, place):
    typed = lines("truefalse")
    draft, asked, told = held([*typed[:place], *slip, *typed[place:]])
    assert [message.key for message in told] == [key]
    assert draft == held(typed)[0]
    for lang in LANGUAGES:
        assert Texts(lang, "quiz").template(key)


def test_an_expression_that_cannot_be_read_says_why():
    typed = lines("numeric")
    at = typed.index("p*(1-p)")
    _, _, told = held([*typed[:at], "q*2", *typed[at:]])
    assert told[0].key.startswith("formula_unknown_name")


FOUND = [
    ("k-means", ["clustering"]),
    ("softmax", ["vectors"]),
    ("발산", ["divergence"]),
    ("소프트", []),
    ("a", ["clustering", "divergence", "vectors"]),
]


@pytest.mark.parametrize(("words", "found"), FOUND)
def test_topics_are_found_by_words(words, found):
    assert sorted(find_topics(SYLLABUS, words)) == found


def test_one_of_several_topics_is_chosen():
    typed = lines("truefalse")
    _, asked, _ = held(["a", "2", *typed[1:]])
    assert asked[1].key == "new_which_topic" and len(asked[1].options) == 3


PARAMS = [
    ("p: 0.5, 0.6", {"p": {"choose": [0.5, 0.6]}}),
    ("n = 2..9", {"n": {"integer": [2, 9]}}),
    ("x: -0.5 .. 2.00", {"x": {"real": [-0.5, 2.0], "decimals": 2}}),
    ("", {}),
]


@pytest.mark.parametrize(("typed", "read"), PARAMS)
def test_parameters(typed, read):
    assert read_param(typed) == read


@pytest.mark.parametrize("typed", ["p", "p: a, b", "9: 1, 2", "n: 9..2", "n: ", "n: 1.."])
def test_what_is_no_parameter(typed):
    with pytest.raises(UnreadableError):
        read_param(typed)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_skeletons_are_right_once_they_have_an_id(lang, tmp_path):
    made = [
        skeleton(kind, "divergence", SYLLABUS, lang).replace("CHANGE-THIS-ID", f"made-{kind}")
        for kind in MODELS
    ]
    found = report(tmp_path, *(f"{text}\n" for text in made), runner=prints("6\n"), seeds=10)
    assert [said(finding) for finding in found.findings] == []
    assert found.questions == len(MODELS)


def test_a_skeleton_without_an_id_is_refused(tmp_path):
    text = skeleton("", "", SYLLABUS, "en")
    assert [f.rule for f in report(tmp_path, text).findings] == ["bad-name"]


def test_unknown_kinds_and_topics():
    assert known_kind("text") == "text" and known_topic("", SYLLABUS) == ""
    with pytest.raises(UsageError) as error:
        known_kind("textt")
    assert error.value.fields["near"] == "text"
    with pytest.raises(UsageError):
        known_topic("divergences", SYLLABUS)


def test_asks_are_told_apart_from_says():
    talk = interview(SYLLABUS, ())
    assert isinstance(next(talk), Ask) and isinstance(talk.send(""), Say)
