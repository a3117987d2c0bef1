"""`quiz export html`, as it is typed."""

import shutil

import pytest
from click.testing import CliRunner

from basis.texts import LANGUAGES
from commands.asking import quiz
from commands.exporting import FORMATS
from tests.quiz.fake_course import FOLDER

BLUEPRINT = """\
title: {ko: 시험, en: Exam}
count: 6
minutes: 20
areas: {basics: 1, models: 1}
kinds: {choice: 1, numeric: 1, choices: 1, truefalse: 1, vector: 1, ordering: 1, matching: 1}
difficulties: {1: 1, 2: 1, 3: 1}
points: {choice: 2, numeric: 3, choices: 3, truefalse: 1, vector: 4, ordering: 3, matching: 3}
"""


@pytest.fixture(autouse=True)
def course(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGBU_COURSE", str(tmp_path / "course"))
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("GONGBU_LANG", "en")
    shutil.copytree(FOLDER, tmp_path / "course" / "questions")
    (tmp_path / "course" / "questions" / "exam-small.yaml").write_text(BLUEPRINT, "utf-8")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def run(*words):
    return CliRunner().invoke(quiz, ["export", *words])


def files(tmp_path):
    return sorted(path.name for path in (tmp_path / "here").iterdir())


def test_two_files_called_after_the_seed(course):
    result = run("html", "--exam", "small", "--seed", "9051")
    assert result.exit_code == 0 and result.stderr == ""
    assert result.stdout == "Paper: exam-small-9051.html\nKey: exam-small-9051-key.html\n"
    assert files(course) == ["exam-small-9051-key.html", "exam-small-9051.html"]
    paper = (course / "here" / "exam-small-9051.html").read_text("utf-8")
    assert "6 questions" in paper and "20 minutes" in paper and '<html lang="en">' in paper


def test_the_same_seed_prints_the_same(course):
    for name in ("a", "b"):
        assert run("html", "--exam", "small", "--seed", "1", "--out", f"{name}.html").exit_code == 0
    assert run("html", "--exam", "small", "--seed", "2", "--out", "c.html").exit_code == 0
    a, b, c = (course / "here" / f"{name}.html" for name in "abc")
    assert a.read_bytes() == b.read_bytes() != c.read_bytes()


def test_the_key_says_how_to_print_it_again(course):
    words = ("html", "--exam", "small", "--seed", "3", "--count", "2", "--minutes", "9")
    assert run(*words, "--out", "one.html").exit_code == 0
    key = (course / "here" / "one-key.html").read_text("utf-8")
    assert "quiz export " + " ".join(words) in key
    assert "2 questions" in key and "9 minutes" in key


def test_a_seed_is_drawn(course):
    for _ in range(2):
        assert run("html", "--exam", "small").exit_code == 0
    assert len(files(course)) == 4


def test_korean(course):
    result = run("html", "--exam", "small", "--seed", "1", "--lang", "ko")
    assert result.stdout.startswith("시험지: ")
    paper = (course / "here" / "exam-small-1.html").read_text("utf-8")
    assert '<html lang="ko">' in paper and "이름" in paper and "기초" in paper


@pytest.mark.parametrize("there", ["exam-small-1.html", "exam-small-1-key.html"])
def test_nothing_is_overwritten_unless_that_is_wanted(course, there):
    (course / "here" / there).write_text("mine", "utf-8")
    result = run("html", "--exam", "small", "--seed", "1")
    assert result.exit_code == 2 and there in result.stderr and "--force" in result.stderr
    assert files(course) == [there]
    assert (course / "here" / there).read_text("utf-8") == "mine"
    assert run("html", "--exam", "small", "--seed", "1", "--force").exit_code == 0
    assert (course / "here" / there).read_text("utf-8") != "mine"


def test_into_a_folder_and_into_none(course):
    (course / "here" / "papers").mkdir()
    assert run("html", "--exam", "small", "--seed", "1", "--out", "papers").exit_code == 0
    assert (course / "here" / "papers" / "exam-small-1-key.html").is_file()
    result = run("html", "--exam", "small", "--seed", "1", "--out", "nowhere/x.html")
    assert result.exit_code == 2 and "nowhere/x.html" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("html",), "small"),
        (("html", "--exam", "smal"), "Did you mean 'small'?"),
        (("html", "--exam", "small", "--count", "0"), "--count takes a whole number from 1"),
        (("htm",), "Did you mean `html`?"),
    ],
)
def test_what_cannot_be_done(course, words, said):
    result = run(*words)
    assert result.exit_code == 2 and said in result.stderr and not files(course)


def test_a_faulty_blueprint_says_where(course):
    file = course / "course" / "questions" / "exam-bad.yaml"
    file.write_text(BLUEPRINT.replace("count: 6", "count: 0"), "utf-8")
    result = run("html", "--exam", "bad")
    assert result.exit_code == 2 and "exam-bad.yaml:2:8" in result.stderr


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help(lang):
    assert "html" in run("--help", "--lang", lang).stdout
    for name in FORMATS:
        assert f"quiz export {name}" in run(name, "--help", "--lang", lang).stdout
