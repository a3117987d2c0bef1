"""The command line, as a learner uses it: `grade` and `quiz` on a course made for this."""

import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from basis.texts import LANGUAGES
from commands.asking import quiz
from commands.grading import grade
from grader.history import History
from grader.lint import RESERVED
from grader.session import Session
from grader.texts import Texts

ROOT = Path(__file__).resolve().parent.parent

FILES = {
    "exercises/twice/exercise.yaml": """
title: {ko: 두 배, en: doubling}
topics: [t]
backend: numpy
functions: [twice]
points: 4
source: {note: n}
hints: [{ko: 첫째, en: first}, {ko: 둘째, en: second}, {ko: 셋째, en: third}]
""",
    "exercises/twice/statement.ko.md": "# 두 배\n\n`twice(x)`는 x의 두 배를 반환합니다.\n",
    "exercises/twice/statement.en.md": "# Doubling\n\n`twice(x)` returns x doubled.\n\n    2 x\n",
    "exercises/twice/twice.py": "def twice(x):\n    raise NotImplementedError\n",
    "exercises/twice/check.py": """
import numpy as np
from grader.checks import assert_close, check

@check(points=1, ko="손으로 구한 값", en="by hand")
def test_by_hand(student):
    assert_close(student.twice(np.array([1.0, 2.0])), np.array([2.0, 4.0]), what="twice(x)")
""",
    "solutions/twice/twice.py": "def twice(x):\n    return 2 * x  # ours\n",
    "solutions/twice/check.py": """
import numpy as np
from grader.checks import assert_close, check

@check(points=3, needs="by_hand", ko="아무 값이나", en="anything")
def test_anything(student, rng):
    x = rng.normal(size=5)
    assert_close(student.twice(x), 2 * x, what="twice(x)")
""",
    "solutions/twice/wrong.yaml": """
squares:
  caught_by: [by_hand]
  concepts: [t.1]
  ko: 두 배가 아니라 제곱을 했습니다.
  en: the value is squared, not doubled.
  hint: {ko: "3의 두 배는?", en: "what is 3 doubled?"}
""",
    "solutions/twice/wrong/squares.py": "def twice(x):\n    return x * x\n",
}
FILES |= {
    name.replace("twice", "thrice"): text.replace("twice", "thrice")
    for name, text in FILES.items()
    if "solutions" not in name
} | {"solutions/thrice/thrice.py": "def thrice(x):\n    return 2 * x\n"}

RIGHT = "def twice(x):\n    return x + x\n"
WRONG = "def twice(x):\n    return x ** 2\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture(autouse=True)
def home(tmp_path, course, monkeypatch):
    """A learner's folder, their data, and a language that the tests choose."""
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "home")
    monkeypatch.setenv("GONGBU_COURSE", str(course))
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path / "data"))
    for name in ("GONGBU_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


def run(*args, program=grade):
    result = CliRunner().invoke(program, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def write(text, name="twice"):
    Path("practice").mkdir(exist_ok=True)
    Path(f"practice/{name}.py").write_text(text, encoding="utf-8")


# --- the way of a new student ------------------------------------------------------------------


def test_from_start_to_solution():
    assert "not started" in run("list").stdout
    started = run("start", "twice")
    assert started.exit_code == 0 and "practice/twice.py" in started.stdout
    assert "started" in run("list").stdout

    untouched = run("twice")
    assert untouched.exit_code == 1 and "not written yet" in untouched.stdout

    write(WRONG)
    wrong = run("twice")
    assert wrong.exit_code == 1
    assert "This looks like `squares`: the value is squared, not doubled." in wrong.stdout
    assert "Hint: what is 3 doubled?" in wrong.stdout and "0 of 4 points" in wrong.stdout
    assert "in a row" not in wrong.stdout
    write(WRONG + "# again\n")
    assert "2 versions in a row" in run("twice").stdout

    refused = run("show", "twice", "--solution")
    assert refused.exit_code == 2 and "passed all checks" in refused.stderr
    assert "ours" not in refused.stdout

    write(RIGHT)
    right = run("twice", "--seed", 7)
    assert right.exit_code == 0
    assert "All 2 checks passed." in right.stdout and "4 of 4 points" in right.stdout
    assert "seed 7" in right.stdout

    assert "✓ passed" in run("list").stdout and "1 of 2 passed" in run("list").stdout
    assert "# ours" in run("show", "twice", "--solution").stdout
    history = run("history").stdout
    assert history.count("twice") == 4 and history.count("squares") == 2
    assert run("history", "thrice").stdout.startswith("No attempts yet")


def test_the_same_in_korean(monkeypatch):
    monkeypatch.setenv("GONGBU_LANG", "ko")
    assert "시작 전" in run("list").stdout
    assert "파일에 코드를 쓰세요" in run("start", "twice").stdout
    assert Path("practice/twice.md").read_text(encoding="utf-8").startswith("# 두 배")
    write(WRONG)
    wrong = run("twice").stdout
    assert "`squares` 실수로 보입니다: 두 배가 아니라 제곱을 했습니다." in wrong
    assert "4점 중 0점" in wrong
    assert "0 of 4 points" in run("twice", "--lang", "en").stdout


def test_hints_come_one_at_a_time():
    for n, text in enumerate(("first", "second", "third"), 1):
        shown = run("hint", "twice").stdout
        assert f"Hint {n} of 3" in shown and text in shown
        assert shown.count("Hint ") == 1
    again = run("hint", "twice").stdout
    assert "last hint" in again and all(text in again for text in ("first", "second", "third"))


def test_reset_keeps_what_was_written():
    run("start", "twice")
    write(WRONG)
    assert "practice/twice.1.py" in run("reset", "twice").stdout
    assert Path("practice/twice.1.py").read_text() == WRONG
    assert "NotImplementedError" in Path("practice/twice.py").read_text()
    assert run("reset", "thrice").exit_code == 2


def test_show_has_the_task_and_the_public_checks():
    task = run("show", "twice").stdout
    assert task.startswith("Doubling") and "    2 x" in task and "--checks" in task
    checks = run("show", "twice", "--checks").stdout
    assert "def test_by_hand" in checks and "test_anything" not in checks


def test_without_a_slug_everything_started_is_judged():
    write(RIGHT)
    write(RIGHT.replace("twice", "thrice"), "thrice")
    both = run()
    assert both.exit_code == 0
    last = both.stdout.splitlines()[-2:]
    assert last == ["  ✓ thrice    1 / 1    passed", "  ✓ twice     4 / 4    passed"]
    assert len({attempt.seed for attempt in History().attempts()}) == 1  # one seed a run


def test_public_only_never_says_that_all_passed():
    write(RIGHT)
    public = run("twice", "--public-only")
    assert public.exit_code == 0
    assert "All" not in public.stdout and "1 hidden check was left out" in public.stdout
    assert "1 of 4 points" in public.stdout
    assert run("show", "twice", "--solution").exit_code == 2
    assert "public part passed" in run("list").stdout


def test_seed_replays():
    write(WRONG)
    one, two = (json.loads(run("twice", "--seed", 5, "--json").stdout) for _ in range(2))
    assert one["seed"] == two["seed"] == 5
    assert (
        one["exercises"][0]["checks"][0]["evidence"]
        == (two["exercises"][0]["checks"][0]["evidence"])
    )


def test_a_learners_own_traceback_and_prints():
    write("def twice(x):\n    print('\\x1b[2J[red]size', x.size)\n    return x[7]\n")
    shown = run("twice").stdout
    assert "twice.py, line 3, in twice\n          return x[7]\n      IndexError:" in shown
    assert "␛[2J[red]size 2" in shown and "\x1b[2J" not in shown


@pytest.mark.parametrize(
    "source", ["def twice(x:\n", "", "import nothing_like_this\n", "\0", "raise SystemExit\n"]
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_absurd_files_get_an_answer(source, lang):
    write(source)
    result = run("twice", "--lang", lang)
    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.stdout + result.stderr
    assert len((result.stdout + result.stderr).strip()) > 20


# --- submissions -------------------------------------------------------------------------------


def test_a_submission_may_be_a_file_a_folder_or_a_notebook(home):
    other = home / "elsewhere"
    other.mkdir()
    (other / "twice.py").write_text(RIGHT)
    assert run("--submission", other / "twice.py").exit_code == 0
    assert run("--submission", other).exit_code == 0
    assert run("twice", "--submission", other).exit_code == 0
    (other / "mine.py").write_text(RIGHT)
    assert run("twice", "--submission", other / "mine.py").exit_code == 0
    cells = [{"cell_type": "code", "source": RIGHT}]
    (other / "mine.ipynb").write_text(json.dumps({"cells": cells}))
    assert run("twice", "--submission", other / "mine.ipynb").exit_code == 0
    assert "4 of 4" in run("twice", "--submission", other / "mine.ipynb").stdout


def test_a_notebook_in_the_workspace(home):
    (home / "practice").mkdir()
    cells = [{"cell_type": "code", "source": RIGHT}]
    (home / "practice" / "twice.ipynb").write_text(json.dumps({"cells": cells}))
    assert run("twice").exit_code == 0


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--submission", "nowhere.py", "twice"], "There is no file nowhere.py."),
        (["--submission", "mine.py"], "of which exercise is it?"),
        (["--submission", "mine.py", "twice", "thrice"], "several exercises were named"),
        (["--submission", "empty"], "holds no file of any exercise"),
    ],
)
def test_submissions_that_are_none(args, says, home):
    (home / "empty").mkdir()
    (home / "mine.py").write_text(RIGHT)
    result = run(*args)
    assert result.exit_code == 2 and says in result.stderr and not result.stdout


def test_one_bad_file_does_not_stop_the_others(home):
    write(RIGHT)
    Path("practice/thrice.py").write_bytes(b"\xff\xfe")
    result = run()
    assert result.exit_code == 2
    assert "4 of 4 points" in result.stdout and "not UTF-8" in result.stderr
    form = json.loads(run("--json").stdout)
    assert [e["slug"] for e in form["exercises"]] == ["twice"]
    assert form["problems"][0]["slug"] == "thrice"
    assert form["problems"][0]["key"] == "submission_not_utf8"


# --- usage -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "en", "ko"),
    [
        (["twise"], "Did you mean `twice`?", "`twice`"),
        (["zzz"], "There are: thrice, twice.", "thrice, twice"),
        (["start", "twise"], "Did you mean `twice`?", "`twice`"),
        (["twice"], "`grade start twice` makes one", "`grade start twice`"),
        ([], "`grade start SLUG` begins one", "`grade start SLUG`"),
        (["--sede", "3"], "no option --sede. Did you mean --seed?", "--sede 옵션은 없습니다"),
        (["--seed", "x"], "--seed takes a whole number from 0 to 9223372036854775807.", "정수"),
        (["--seed", "-1"], "--seed takes a whole number from 0 to 9223372036854775807.", "정수"),
        (["--seed", "9" * 30], "a whole number from 0 to", "정수"),
        (
            ["start", "adding", "more"],
            "This command does not take `more`.",
            "이 명령에는 `more`를 쓸 수 없습니다.",
        ),
        (["--seed"], "--seed needs a value after it.", "--seed 뒤에 값이 와야 합니다."),
        (["--require", "iron"], "strong, good, partial, process", "strong, good, partial, process"),
        (["start"], "The name of an exercise (SLUG) is missing.", "이름(SLUG)이 빠졌습니다."),
        (["twice", "--watch", "--json"], "do not go together", "함께 쓸 수 없습니다"),
        (["../../etc/passwd"], "There is no exercise", "연습 문제는 없습니다"),
        (["show", ""], "There is no exercise", "연습 문제는 없습니다"),
    ],
)
def test_wrong_usage_is_answered_in_the_language(args, en, ko):
    for lang, says in (("en", en), ("ko", ko)):
        result = run(*args, "--lang", lang) if args[-1:] != ["--seed"] else None
        if result is None:
            os.environ["GONGBU_LANG"] = lang
            result = run(*args)
            del os.environ["GONGBU_LANG"]
        text = result.stderr
        if "--json" in args:
            text = json.loads(result.stdout)["error"]["message"][lang]
        assert result.exit_code == 2 and says in text


@pytest.mark.parametrize(
    ("program", "args", "helps"),
    [
        (quiz, ["plan", "--minutes-per-day", "4"], "quiz plan"),
        (quiz, ["start", "--cuont", "3"], "quiz start"),
        (quiz, ["export", "html", "--sede", "3"], "quiz export html"),
        (quiz, ["export", "hmtl"], "quiz export"),
        (quiz, ["log", "export"], "quiz log export"),
        (quiz, ["start", "--seed"], "quiz start"),
        (quiz, ["strat"], "quiz"),
        (quiz, ["plan", "2026-12-13"], "quiz plan"),
        (quiz, ["--jsno"], "quiz"),
        (grade, ["start"], "grade start"),
        (grade, ["twice", "--sede", "3"], "grade"),
        (grade, ["--seed", "x"], "grade"),
    ],
)
def test_the_help_of_the_command_that_was_typed_is_advised(program, args, helps):
    result = run(*args, program=program)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f"`{helps} --help` shows what there is."
    assert run(*helps.split()[1:], "--help", program=program).exit_code == 0


def _commands(group):
    for command in group.commands.values():
        yield from _commands(command) if hasattr(command, "commands") else [command]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_missing_word_is_named_in_the_language(lang):
    params = [p for program in (quiz, grade) for c in _commands(program) for p in c.params]
    names = {p.name for p in params if isinstance(p, click.Argument) and p.required}
    assert {"file", "files", "paths", "words", "slug"} <= names
    for name in names:
        assert Texts(lang).template(f"usage_missing_{name}")


@pytest.mark.parametrize("program", [quiz, grade])
@pytest.mark.parametrize("command", [[], ["start"]])
def test_a_short_word_shows_the_help_too(program, command):
    short, long = (run(*command, word, program=program) for word in ("-h", "--help"))
    assert short.exit_code == 0 and "Usage:" in short.stdout == long.stdout


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["plan", "2026-12-13"], "goes after --exam-date: quiz plan --exam-date 2026-12-13"),
        (["plan", "12/13"], "quiz plan --exam-date 12/13"),
        (["plan", "45"], "quiz plan --minutes-per-day 45"),
        (["exam", "midterm"], "goes after --blueprint: quiz exam --blueprint midterm"),
        (["export", "html", "final"], "quiz export html --exam final"),
        (["start", "elbo"], "quiz start --topic elbo"),
        (["stats", "gan"], "quiz stats --area gan"),
        (["topics", "gan"], "quiz topics --area gan"),
        (["start", "numeric"], "quiz start --kind numeric"),
        (["exam", "midtrem"], "This command does not take `midtrem`."),
        (["topics", "2026-12-13"], "This command does not take `2026-12-13`."),
    ],
)
def test_a_word_without_its_option_is_told_which(monkeypatch, args, says):
    monkeypatch.delenv("GONGBU_COURSE")
    result = run(*args, program=quiz)
    assert result.exit_code == 2 and says in result.stderr.splitlines()[0]


def test_a_course_that_cannot_be_read_hides_no_fault_of_usage(monkeypatch, tmp_path):
    monkeypatch.setenv("GONGBU_COURSE", str(tmp_path))
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions/areas.yaml").write_text("a: [", encoding="utf-8")
    assert "does not take `elbo`" in run("start", "elbo", program=quiz).stderr


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["schema", "--json"], "There is no option --json."),
        (["start", "--cuont", "3"], "There is no option --cuont. Did you mean --count?"),
        (["plan", "--exam-day", "2026-12-09"], "Did you mean --exam-date?"),
        (["start", "--x"], "There is no option --x."),
    ],
)
def test_only_an_option_that_is_near_is_offered(args, says):
    result = run(*args, program=quiz)
    if "--json" in args:
        said = json.loads(result.stdout)["error"]["message"]["en"]
    else:
        said = result.stderr.splitlines()[0]
    assert said.endswith(says)


def test_help_says_how_much_is_taken():
    for lang, ranges in (("en", ("1 to 500", "5 to 720")), ("ko", ("1~500", "5~720"))):
        for command, says in zip(("start", "plan"), ranges, strict=True):
            assert says in run(command, "--help", "--lang", lang, program=quiz).stdout


def test_a_printed_exam_takes_what_an_exam_takes():
    exam, paper = quiz.commands["exam"], quiz.commands["export"].commands["html"]
    for name in ("count", "minutes", "seed"):
        one, other = (next(p.type for p in each.params if p.name == name) for each in (exam, paper))
        assert (one.min, one.max) == (other.min, other.max), name


def test_an_unknown_language_is_refused():
    result = run("list", "--lang", "fr")
    assert result.exit_code == 2 and "ko, en" in result.stderr


@pytest.mark.parametrize("args", [["--lang", "ko", "list"], ["list", "--lang=ko"]])
def test_options_may_come_before_the_command(args):
    assert "연습 문제" in run(*args).stdout


def test_words_that_no_terminal_can_show():
    result = run("\udcff\x1b[31m")
    assert result.exit_code == 2 and "\x1b" not in result.stderr


# --- json --------------------------------------------------------------------------------------


@pytest.mark.parametrize("args", [["twice"], ["twise"], ["--sede"], ["twice", "--seed", "x"]])
def test_json_is_all_there_is_on_standard_output(args):
    write(WRONG)
    result = run(*args, "--json")
    form = json.loads(result.stdout)
    assert form["schema"] == 1 and result.stdout.count("\n") == 1
    assert ("error" in form) == (result.exit_code == 2)


def test_json_of_a_verdict():
    write(WRONG)
    form = json.loads(run("twice", "--json").stdout)
    (exercise,) = form["exercises"]
    assert (exercise["slug"], exercise["outcome"], exercise["max_points"]) == ("twice", "failed", 4)
    first, second = exercise["checks"]
    assert first["public"] and first["mistake"] == "squares"
    assert second["outcome"] == "skipped"


# --- when things go wrong on our side ----------------------------------------------------------


def test_a_verdict_is_shown_even_if_it_cannot_be_kept(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "verdicts.sqlite3").write_bytes(b"damaged" * 200)
    write(RIGHT)
    result = run("twice")
    assert result.exit_code == 0 and "4 of 4 points" in result.stdout
    assert "is damaged" in result.stderr
    assert run("list").exit_code == 0
    form = json.loads(run("twice", "--json").stdout)
    assert form["problems"][0]["key"] == "history_damaged"


def test_a_fault_of_ours_is_one_line_and_a_file(monkeypatch, tmp_path):
    def fail(*args, **kwargs):
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(Session, "grade", fail)
    write(RIGHT)
    for args in (["twice"], ["twice", "--json"]):
        result = run(*args)
        assert result.exit_code == 3 and "Traceback" not in result.stdout + result.stderr
        text = result.stderr or json.loads(result.stdout)["error"]["message"]["en"]
        assert "on our side (ZeroDivisionError)" in text
        (path,) = re.findall(r"Details are in (\S+\.txt)", text)
        assert "ZeroDivisionError: inside" in Path(path).read_text()
        assert Path(path).parent == tmp_path / "data" / "faults"


def test_an_interrupt_ends_with_130(monkeypatch):
    def interrupted(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(Session, "grade", interrupted)
    write(RIGHT)
    result = run("twice")
    assert result.exit_code == 130 and "Traceback" not in result.stderr


@pytest.fixture
def copy(course, tmp_path, monkeypatch):
    """A course that may be spoilt; its own folder, as modules of checks are cached by path."""
    root = shutil.copytree(course, tmp_path / "copy")
    monkeypatch.setenv("GONGBU_COURSE", str(root))
    return root


def test_a_broken_check_is_our_fault(copy):
    path = copy / "exercises" / "thrice" / "check.py"
    path.write_text(path.read_text().replace("[2.0, 4.0]", "[3.0, 6.0]"))
    write(RIGHT.replace("twice", "thrice"), "thrice")
    result = run("thrice")
    assert result.exit_code == 3 and "broken on our side" in result.stdout


def test_an_exercise_that_its_author_must_mend(copy):
    with (copy / "exercises" / "thrice" / "exercise.yaml").open("a") as file:
        file.write("speling: 1\n")
    result, checked = run("start", "thrice"), run("check", "thrice")
    assert result.exit_code == 2
    assert "exercise.yaml:9:1: unknown key `speling`" in result.stderr
    assert checked.exit_code == 2 and "exercise.yaml:9: unknown key `speling`" in checked.stdout


def test_check_proves_an_exercise():
    # The second exercise has no mistakes, no difficulty and so on: its author hears of it.
    result = run("check", "thrice")
    assert result.exit_code == 2 and "there are no catalogued mistakes" in result.stdout


# --- help, and what it costs -------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", ["", "twice", *sorted(set(grade.commands) - {"slug"})])
def test_help_is_there_for_everything_in_both_languages(command, lang):
    result = run(*[command] * bool(command), "--lang", lang, "--help")
    assert result.exit_code == 0
    assert ("사용법" in result.stdout) == (lang == "ko")
    assert max(map(cell_len, result.stdout.splitlines())) <= 80


def test_help_names_every_command_and_option():
    for lang in LANGUAGES:
        text = Texts(lang)("help_grade")
        for name in set(grade.commands) - {"slug"}:
            assert f"grade {name}" in text
        for command in grade.commands.values():
            own = text if command.name == "slug" else Texts(lang)(f"help_{command.name}")
            for option in (o for p in command.params for o in p.opts if o.startswith("--")):
                assert option in own or option in ("--version", "--help"), (command.name, option)


def test_no_slug_can_be_a_command():
    assert set(grade.commands) <= RESERVED | {"slug"}


def test_version():
    assert run("--version").exit_code in (0, 3)  # 3 where the package is not installed


def test_a_course_without_questions_says_so():
    for lang, says in (("en", "no questions"), ("ko", "문제가 없습니다")):
        result = run("--lang", lang, program=quiz)
        assert result.exit_code == 2 and says in result.stderr


PROBE = """
import sys, cli
sys.argv = {argv!r}
try:
    cli.{program}()
except SystemExit as end:
    assert not end.code, end.code
loaded = {{name.split(".")[0] for name in sys.modules}}
assert not loaded & {unwanted!r}, loaded & {unwanted!r}
"""
HEAVY = {"torch", "numpy", "pytest", "sympy", "pydantic", "jinja2", "watchfiles"}


def environment():
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        ("grade --help", {"quiz", "rich"}),
        ("grade hint --help", {"quiz", "rich"}),
        ("grade list", {"quiz"}),
        ("quiz --help", {"grader", "rich"}),
    ],
)
def test_start_up_imports_nothing_heavy_and_no_other_engine(words, unwanted):
    argv = words.split()
    code = PROBE.format(argv=argv, program=argv[0], unwanted=HEAVY | unwanted)
    subprocess.run(
        [sys.executable, "-c", code], check=True, env=environment(), stdout=subprocess.DEVNULL
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp949", "latin-1", "utf-8"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_streams_of_any_encoding(encoding, lang):
    write(RIGHT)

    def said(*args):
        command = [sys.executable, str(ROOT / "cli.py"), "twice", "--lang", lang, *args]
        env = environment() | {"PYTHONIOENCODING": encoding}
        done = subprocess.run(command, env=env, capture_output=True, check=True)
        return done.stdout.decode(encoding)

    text = said()
    assert "4 / 4" not in text and "3 / 3" in text  # two checks, each on a line of its own
    assert text.count("✓" if encoding == "utf-8" else "+") >= 2
    assert json.loads(said("--json"))["exercises"][0]["title"]["ko"] == "두 배"


def test_a_closed_pipe_is_no_error():
    command = f"{sys.executable} {ROOT / 'cli.py'} list | head -1"
    done = subprocess.run(
        command, shell=True, env=environment(), capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr and "Exception" not in done.stderr


# --- watching, on a terminal -------------------------------------------------------------------


class Terminal:
    """A program on a pseudo-terminal."""

    def __init__(self, *args: str) -> None:
        self.text = ""
        ours, theirs = pty.openpty()
        self._fd = ours
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "cli.py"), *args],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment() | {"TERM": "xterm", "COLUMNS": "80"},
            start_new_session=True,
        )
        os.close(theirs)

    def until(self, says: str, patience_s: float = 300.0) -> None:
        """Read until something is said; what was read before is forgotten."""
        deadline = time.monotonic() + patience_s
        while says not in self.text:
            assert time.monotonic() < deadline, f"no {says!r} in {self.text!r}"
            if select.select([self._fd], [], [], 0.1)[0]:
                self.text += os.read(self._fd, 65536).decode("utf-8", "replace")
        self.text = self.text[self.text.index(says) + len(says) :]

    def rest(self) -> str:
        """Everything that is still said."""
        try:
            while chunk := os.read(self._fd, 65536):
                self.text += chunk.decode("utf-8", "replace")
        except OSError:  # the other end is closed
            pass
        os.close(self._fd)
        return self.text


def test_watching_a_learner_at_work(home):
    write(WRONG)
    terminal = Terminal("twice", "--watch")
    try:
        terminal.until("0 of 4 points")
        terminal.until("Ctrl-C ends")
        write("def twice(x:\n")
        terminal.until("not valid Python yet")
        terminal.until("ms after the save")
        beside = home / "practice" / ".twice.swp"
        beside.write_text(RIGHT)
        os.replace(beside, home / "practice" / "twice.py")
        terminal.until("All 2 checks passed.")
        terminal.until("Ctrl-C ends")
        (home / "practice" / "twice.py").unlink()
        terminal.until("There is no file practice/twice.py.")
        write(WRONG)
        terminal.until("0 of 4 points")
        terminal.until("Ctrl-C ends")
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.process.wait(300) == 0
    finally:
        terminal.process.kill()
    rest = terminal.rest()
    assert "Watching has ended." in rest and "Traceback" not in rest


def test_an_interrupt_while_judging():
    write("def twice(x):\n    while True:\n        pass\n")
    terminal = Terminal("twice")
    try:
        terminal.until("Starting the sandbox")
        terminal.process.send_signal(signal.SIGINT)
        code = terminal.process.wait(300)
    finally:
        terminal.process.kill()
    assert code in (130, 1)  # 1: it had been judged already
    assert "Traceback" not in terminal.rest()
