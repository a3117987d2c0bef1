"""The commands for authors, as they are typed."""

import json
import os
import pty
import select
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from basis.texts import LANGUAGES, Texts
from commands.asking import quiz
from commands.authoring import COMMANDS
from tests.quiz.authoring.banks import course, good
from tests.quiz.authoring.test_drafting import TAIL, TASK, lines
from tests.test_docs import ROOT

BAD = good("numeric", "tests:\n    - {answer: 2, mark: 1}")


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A course with a good and a bad question, and a learner who has answered nothing."""
    monkeypatch.setenv("GONGBU_COURSE", str(tmp_path))
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("GONGBU_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return course(tmp_path, good("numeric"), BAD)


def run(*words, typed=None):
    return CliRunner().invoke(quiz, list(words), input=typed)


# --- check ---------------------------------------------------------------------------------------


def test_check_names_the_place_and_sums_up(root):
    result = run("check")
    place, summary, time_ = result.stdout.splitlines()
    assert result.exit_code == 2 and result.stderr == ""
    assert place.startswith("questions/basics/divergence.yaml:19:25  the sample answer 2 ")
    assert summary == "1 problem in 1 of 1 file; 0 files, 1 question, 1 variant are right."
    assert "topics 1 of 3" in time_


def test_check_of_what_is_right(root):
    result = run("check", "sample-0")
    assert result.exit_code == 0
    assert result.stdout.startswith("1 file, 1 question, 1 variant are right.")


def test_check_speaks_korean(root):
    result = run("check", "--lang", "ko")
    assert "예시 답 2는 1점이어야 하는데" in result.stdout


def test_check_as_json(root):
    result = run("check", "--json")
    form = json.loads(result.stdout)
    assert result.exit_code == 2 and form["schema"] == 1
    (problem,) = form["problems"]
    assert (problem["file"], problem["line"], problem["col"]) == ("basics/divergence.yaml", 19, 25)
    assert (problem["rule"], problem["question"]) == ("sample-mark", "sample-1")
    assert set(problem["message"]) == {"ko", "en"} and form["coverage"]["topics"] == [1, 3]


def test_check_keeps_what_it_proved_unless_told_not_to(root, tmp_path):
    run("check", "--fresh")
    assert not list((tmp_path / "data").rglob("typeset-*.json"))
    run("check")
    assert list((tmp_path / "data").rglob("typeset-*.json"))


def test_check_of_what_does_not_exist(root):
    result = run("check", "sample-9")
    assert result.exit_code == 2 and "sample-" in result.stderr


def test_banks_of_another_folder_need_no_course(root, monkeypatch):
    monkeypatch.setenv("GONGBU_COURSE", "/nowhere")
    assert run("check").exit_code == 2 and "GONGBU_COURSE" in run("check").stderr
    assert run("check", str(root)).stdout.startswith("questions/basics/divergence.yaml:19:25")


def test_banks_that_are_not_yaml_are_only_faulty(root):
    (root / "basics" / "vectors.yaml").write_text("- id: 'open\n", encoding="utf-8")
    result = run("check")
    assert result.exit_code == 2 and "basics/vectors.yaml:" in result.stdout
    assert "2 problems in 2 of 2 files" in result.stdout


# --- search, schema, diff ------------------------------------------------------------------------


def test_search(root):
    assert run("search", "id:sample-1").stdout.splitlines()[0] == (
        "questions/basics/divergence.yaml:10  sample-1  number"
    )
    form = json.loads(run("search", "kind:numeric", "--json").stdout)
    assert [question["id"] for question in form["questions"]] == ["sample-0", "sample-1"]
    assert run("search", "knd:x").exit_code == 2


def test_schema_knows_the_names_of_the_course(root):
    schema = json.loads(run("schema").stdout)
    assert "divergence.1" in json.dumps(schema["$defs"])


def test_diff(root, tmp_path):
    (tmp_path / "old").mkdir()
    old = course(tmp_path / "old", good("numeric"), BAD, good("truefalse"))
    assert run("diff", str(old)).exit_code == 0
    course(tmp_path, good("numeric", "answer: 2"), BAD)
    result = run("diff", str(old))
    assert result.exit_code == 2 and "write revision: 2" in result.stdout
    assert "2 questions differ" in result.stdout
    form = json.loads(run("diff", str(old), "--json").stdout)
    assert {q["id"]: q["change"] for q in form["questions"]} == {
        "sample-0": "altered",
        "sample-2": "removed",
    }
    assert run("diff", "no-such-thing").exit_code == 2


# --- preview -------------------------------------------------------------------------------------


def test_preview_shows_both_languages_and_what_is_wrong(root):
    result = run("preview", "sample-1")
    assert result.exit_code == 0
    for text in ("question", "질문", "explanation", "설명", "> 2   0"):
        assert text in result.stdout
    assert "questions/basics/divergence.yaml:19:25  the sample answer" in result.stdout
    alone = run("preview", "sample-0", "--one").stdout
    assert "질문" not in alone and "sample answer" not in alone


def test_preview_shows_what_mistakes_are_told(root, tmp_path):
    why = "{ko: 두 배입니다., en: That is twice as much.}"
    mistakes = f"misconceptions: [{{name: twice, answer: 2*n, why: {why}}}]"
    course(tmp_path, good("numeric", "params: {n: {integer: [5, 6]}}", "answer: n", mistakes))
    shown = {run("preview", "sample-0", "--one", "--seed", str(seed)).stdout for seed in range(9)}
    assert len({text.replace(f"seed {seed}", "") for seed, text in enumerate(sorted(shown))}) > 1
    assert all("That is twice as much." in text for text in shown)
    assert any("> 10   0" in text for text in shown) and any("> 12   0" in text for text in shown)


@pytest.mark.parametrize("command", ["check", "preview"])
def test_a_question_in_a_file_that_cannot_be_read_is_shown_where_the_fault_is(root, command):
    file = root / "basics/divergence.yaml"
    file.write_text(file.read_text(encoding="utf-8") + '\n  hint: {ko: "가, en: b}\n', "utf-8")
    for id in ("sample-0", "sample-1"):
        result = run(command, id)
        assert "questions/basics/divergence.yaml:" in result.stdout, result.stderr
        assert result.stderr == ""
    assert "sample-9" in run(command, "sample-9").stderr
    assert "sample" in run(command, "sample").stderr


class Typist:
    """A person before a terminal."""

    def __init__(self, root, *words):
        self.master, slave = pty.openpty()
        code = "from cli import quiz; quiz()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *words],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb", "COLUMNS": "100"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self.seen = ""

    def until(self, text):
        """Wait for a text that has not been waited for."""
        end = time.monotonic() + 300
        while text not in self.seen:
            assert time.monotonic() < end, self.seen
            if select.select([self.master], [], [], 1)[0]:
                self.seen += os.read(self.master, 65536).decode("utf-8", "replace")
        before, _, self.seen = self.seen.partition(text)
        return before

    def type(self, text):
        os.write(self.master, text.encode())

    def end(self):
        """The exit code after Ctrl-C."""
        os.killpg(self.process.pid, 2)
        try:
            return self.process.wait(300)
        finally:
            os.close(self.master)


@pytest.mark.slow
def test_preview_shows_again_at_every_save(root, tmp_path):
    typist = Typist(tmp_path, "preview", "basics/divergence.yaml", "--one")
    try:
        typist.until("Ctrl-C")
        course(tmp_path, good("numeric", "hint: {ko: 가, en: a new hint}"), BAD)
        shown = typist.until("a new hint")
        assert "sample-0" in shown and "sample-1 " not in shown
        course(tmp_path, good("numeric", "difficulty: 9"), BAD)
        typist.until("difficulty")
        (root / "syllabus.yaml").rename(root / "away.yaml")
        course(tmp_path, good("numeric", "hint: {ko: 가, en: newer}"), BAD)
        typist.until("syllabus.yaml")
        (root / "away.yaml").rename(root / "syllabus.yaml")
        course(tmp_path, good("numeric", "hint: {ko: 가, en: the newest}"), BAD)
        typist.until("the newest")
    finally:
        assert typist.end() == 130


# --- new -----------------------------------------------------------------------------------------


def test_new_writes_a_question_and_checks_it(root):
    typed = "\n".join([*lines("truefalse"), "y", ""])
    before = (root / "basics" / "divergence.yaml").read_text(encoding="utf-8")
    result = run("new", typed=typed)
    assert result.exit_code == 0 and "1 file, 1 question, 1 variant are right." in result.stdout
    after = (root / "basics" / "divergence.yaml").read_text(encoding="utf-8")
    assert after.startswith(before) and "- id: is-it-a-question\n" in after
    line = before.count("\n") + 2
    assert f"divergence.yaml:{line}." in result.stdout
    assert after.splitlines()[line - 1] == "- id: is-it-a-question"


def test_new_breaks_its_lines_between_words(root):
    task = " ".join(["Supercalifragilistic"] * 12)
    typed = lines("numeric")
    typed[typed.index("Is it a question?")] = task
    shown = run("new", typed="\n".join([*typed, "n", ""])).stdout
    assert all(len(line) <= 80 for line in shown.splitlines() if not line.startswith(">"))
    assert shown.count("Supercalifragilistic") >= 12
    assert "an empty line for none (more)" in " ".join(shown.split())


def test_new_takes_answers_back_even_when_all_is_shown(root):
    typed = lines("truefalse")
    result = run(
        "new", typed="\n".join([*typed[:4], "A slip", "<", *typed[4:], "<", "mine", "y", ""])
    )
    assert result.exit_code == 0 and "<: back" in result.stdout
    bank = (root / "basics" / "divergence.yaml").read_text(encoding="utf-8")
    assert "- id: mine\n" in bank and "slip" not in bank and "is-it-a-question" not in bank


def test_a_program_is_taken_back_at_its_first_line(root):
    typed = [*lines("output")[:6], "<", TASK[-1], "print(3)", ".", "3", ".", *TAIL, "y", ""]
    result = run("new", typed="\n".join(typed))
    assert result.exit_code == 0, result.output
    assert "print(3)" in (root / "basics" / "divergence.yaml").read_text(encoding="utf-8")


def test_steps_back_are_part_of_what_is_kept(root, tmp_path):
    run("new", typed="\n".join([*lines("truefalse")[:3], "<", "2"]))
    kept = (tmp_path / "data" / "draft.jsonl").read_text(encoding="utf-8").splitlines()
    assert kept[-2:] == ['"<"', '"2"']


def test_new_makes_the_bank_that_is_missing(root):
    typed = "\n".join(["vectors", *lines("truefalse")[1:], "y", ""])
    assert run("new", typed=typed).exit_code == 0
    assert (root / "basics" / "vectors.yaml").read_text(encoding="utf-8").startswith("- id: is-it")


def test_new_may_be_declined_and_nothing_is_lost(root, tmp_path):
    before = (root / "basics" / "divergence.yaml").read_text(encoding="utf-8")
    result = run("new", typed="\n".join([*lines("truefalse"), "n", ""]))
    assert result.exit_code == 0 and "kept" in result.stdout
    assert (root / "basics" / "divergence.yaml").read_text(encoding="utf-8") == before
    assert "Is it a question?" in (tmp_path / "data" / "draft.jsonl").read_text(encoding="utf-8")


def test_lines_that_end_too_early_are_kept(root, tmp_path):
    result = run("new", typed="\n".join(lines("truefalse")[:6]))
    assert result.exit_code == 2 and "kept" in result.stderr
    assert (tmp_path / "data" / "draft.jsonl").exists()
    run("new", typed="vectors\n")  # another one puts it aside
    (aside,) = (tmp_path / "data").glob("draft-*.jsonl")
    assert "Is it a question?" in aside.read_text(encoding="utf-8")


def test_where_nothing_was_typed_nothing_is_put_aside(root, tmp_path):
    run("new", "--kind", "truefalse")
    run("new", "--kind", "truefalse")
    assert not list((tmp_path / "data").glob("draft-*.jsonl"))


def test_a_draft_that_was_cut_off_is_no_fault(root, tmp_path):
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "draft.jsonl").write_text('"numeric"\n', encoding="utf-8")
    assert run("new", typed="\n".join([*lines("truefalse"), "y", ""])).exit_code == 0


def test_a_bank_that_cannot_grow_is_left_alone(root, tmp_path):
    (root / "basics" / "vectors.yaml").write_text("key: value\n", encoding="utf-8")
    result = run("new", typed="\n".join(["vectors", *lines("truefalse")[1:], "y", ""]))
    assert result.exit_code == 2 and "vectors.yaml" in result.stderr
    assert (root / "basics" / "vectors.yaml").read_text(encoding="utf-8") == "key: value\n"
    assert (tmp_path / "data" / "draft.jsonl").exists()


def test_new_with_a_fault_says_so(root):
    typed = lines("numeric")
    typed[typed.index("<<key|dp(2)>>")] = "12345"
    result = run("new", typed="\n".join([*typed, "y", ""]))
    assert result.exit_code == 2 and "the sample answer 12345 should get 1" in result.stdout


def test_a_skeleton(root):
    result = run("new", "--kind", "formula", "--topic", "vectors", "--template")
    assert result.exit_code == 0 and "concepts: [vectors.1]" in result.stdout
    assert run("new", "--kind", "formla").exit_code == 2


@pytest.mark.slow
def test_a_draft_that_was_interrupted_is_gone_on_with(root, tmp_path):
    typed = lines("truefalse")
    typist = Typist(tmp_path, "new")
    for line in typed[:6]:
        typist.until("> ")
        typist.type(f"{line}\n")
    typist.until("(y/n)")
    assert typist.end() == 130
    again = Typist(tmp_path, "new")
    try:
        again.until("6 lines")
        again.until("> ")
        again.type("y\n")
        again.until("Is it a question?")
        for line in [*typed[6:], "y"]:
            again.until("> ")
            again.type(f"{line}\n")
        again.until("are right.")
    finally:
        again.end()
    assert "is-it-a-question" in (root / "basics" / "divergence.yaml").read_text(encoding="utf-8")
    assert not (tmp_path / "data" / "draft.jsonl").exists()


# --- All of them ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help(command, lang, root):
    result = run(command.name, "--help", "--lang", lang)
    assert result.exit_code == 0 and f"quiz {command.name}" in result.stdout
    assert f"\n{command.name} " in Texts(lang, "quiz")("help_quiz")
