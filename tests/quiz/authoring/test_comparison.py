"""What a change of a question means for the reviews that hang on it."""

import shutil
import subprocess
from dataclasses import replace

import pytest

from basis.texts import LANGUAGES, Text, Texts
from quiz.authoring.comparison import Change, differences
from quiz.authoring.diffscreen import diff_form, diff_lines
from quiz.authoring.revisions import banks_as_they_were
from quiz.bank.schema.questions import MODELS
from quiz.errors import UsageError
from tests.quiz.authoring.banks import course, good
from tests.quiz.bank.samples import COURSE, read


def made(*changes, kind="numeric"):
    (question,) = read(good(kind, *changes)).questions
    return question


def changes(old, new, **more):
    by_id = [{question.id: question for question in questions} for questions in (old, new)]
    return list(differences(*by_id, **more))


def change(old, new, **more):
    (found,) = changes([old], [new], **more)
    return found


def test_the_same_questions_do_not_differ():
    assert changes([made()], [made()]) == []
    assert changes([made()], [replace(made(), line=9, path="moved.yaml")]) == []


REWORDED = [
    ("numeric", "prompt: {ko: 새 질문, en: new}", "prompt"),
    ("numeric", "hint: {ko: 새 힌트, en: new}", "hint"),
    ("numeric", "difficulty: 5", "difficulty"),
    ("numeric", "tests: [{answer: 1, mark: 1}]", "tests"),
    ("numeric", "misconceptions: [{name: m, answer: 2, why: {ko: 가, en: a}}]", "misconceptions"),
    ("formula", "accept: [x + 0]", "accept"),
    ("output", "exact: true", "exact"),
    ("text", "answers: {ko: [답, 정답], en: [answer]}", "answers"),
    (
        "choice",
        "choices:\n    - {name: one, text: '$1.0$', correct: true}\n"
        "    - {name: two, text: '$2$', why: {ko: 또 아닙니다., en: Nor.}}",
        "choices",
    ),
]
ALTERED = [
    ("numeric", "answer: 2", "answer"),
    ("numeric", "tolerance: {decimals: 1}", "tolerance"),
    ("numeric", "params: {n: {integer: [1, 3]}}", "params"),
    ("numeric", "concepts: [divergence.2]", "concepts"),
    ("truefalse", "answer: false", "answer"),
    ("text", "answers: {ko: [정답], en: [answer]}", "answers"),
    (
        "choice",
        "choices:\n    - {name: one, text: '$1$', why: {ko: 가, en: a}}\n"
        "    - {name: two, text: '$2$', correct: true}",
        "choices",
    ),
    (
        "choice",
        "choices:\n    - {name: one, text: '$1$', correct: true}\n"
        "    - {name: three, text: '$2$', why: {ko: 아닙니다., en: No.}}",
        "choices",
    ),
    ("ordering", "items:\n    - {name: two, text: 2}\n    - {name: one, text: 1}", "items"),
    ("output", "code: print(2)", "code"),
]


@pytest.mark.parametrize(("kind", "changed", "part"), REWORDED)
def test_wording_leaves_the_history(kind, changed, part):
    found = change(made(kind=kind), made(changed, kind=kind))
    assert (found.change, found.parts) == (Change.REWORDED, (part,))


@pytest.mark.parametrize(("kind", "changed", "part"), ALTERED)
def test_another_meaning_has_to_be_decided_on(kind, changed, part):
    found = change(made(kind=kind), made(changed, kind=kind))
    assert (found.change, found.parts) == (Change.ALTERED, (part,))
    raised = change(made(kind=kind), made(changed, "revision: 2", kind=kind))
    assert (raised.change, raised.revision) == (Change.RETIRED, 2) and part in raised.parts


def test_a_revision_is_never_lowered():
    assert change(made("revision: 3"), made("revision: 2")).change is Change.ALTERED


@pytest.mark.parametrize("kind", MODELS)
def test_every_kind_is_compared(kind):
    assert changes([made(kind=kind)], [made(kind=kind)]) == []
    assert change(made(kind=kind), made("difficulty: 5", kind=kind)).change is Change.REWORDED


def test_new_and_removed_and_renamed():
    one, other = made(), replace(made(), id="other", prompt=Text("다른", "different"))
    assert change(one, replace(one, id="renamed")).change is Change.RENAMED
    assert change(one, replace(one, id="renamed")).other == "sample"
    found = {difference.id: difference.change for difference in changes([one], [other])}
    assert found == {"other": Change.NEW, "sample": Change.REMOVED}


def test_what_cannot_be_read_is_not_gone():
    (found,) = changes([made()], [], faulty={"sample"})
    assert found.change is Change.FAULTY


def test_reviews_of_the_old_revision_hang_on_it():
    reviews = {("sample", 1): 7, ("sample", 2): 3}
    assert change(made(), made("answer: 2"), reviews=reviews).reviews == 7
    assert (
        change(made("revision: 2"), made("answer: 2", "revision: 3"), reviews=reviews).reviews == 3
    )
    assert change(made(), replace(made(), id="renamed"), reviews=reviews).reviews == 7


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_change_is_said(lang, tmp_path):
    texts = Texts(lang, "quiz")
    for kind in Change:
        assert texts.template(f"diff_{kind}")
        assert kind is Change.NEW or texts.template(f"diff_reviews_{kind}")
    found = changes([made()], [made("answer: 2")], reviews={("sample", 1): 7})
    text = diff_lines(found, "HEAD", tmp_path, texts).plain
    assert "basics/divergence.yaml:1  sample" in text and "revision: 2" in text and "7" in text
    assert "HEAD" in diff_lines([], "HEAD", tmp_path, texts).plain


def test_the_form():
    found = changes([made()], [made("answer: 2")])
    form = diff_form(found, "HEAD")
    (question,) = form["questions"]
    assert (question["change"], question["parts"], question["undecided"]) == (
        "altered",
        ["answer"],
        True,
    )


# --- Banks as they were --------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path):
    """A course in a repository: one commit, and a change that is not committed."""
    root = course(tmp_path, good("numeric"))

    def git(*words):
        subprocess.run(["git", "-C", tmp_path, *words], check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    author = ("-c", "user.name=t", "-c", "user.email=t@t")
    git(*author, "-c", "commit.gpgsign=false", "commit", "-qm", "one")
    course(tmp_path, good("numeric", "answer: 2"))
    return root


def test_a_revision_that_git_knows(repository):
    with banks_as_they_were("HEAD", repository) as bank:
        assert bank.question("sample-0").body["answer"] == "1"


def test_another_folder(repository, tmp_path):
    copy = shutil.copytree(COURSE, tmp_path / "copy")
    with banks_as_they_were(str(copy), repository) as bank:
        assert bank.find("kl-zero")


@pytest.mark.parametrize("old", ["nothing", "HEAD~1", "--output=x", "-h"])
def test_what_is_neither_is_refused(repository, old):
    with pytest.raises(UsageError) as error, banks_as_they_were(old, repository):
        pass
    assert error.value.key == "diff_no_old"


def test_a_folder_outside_of_git(tmp_path):
    with pytest.raises(UsageError), banks_as_they_were("HEAD", tmp_path):
        pass
