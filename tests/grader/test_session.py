"""Verdicts from end to end, on a course that exists only for this: every outcome is reached."""

import json
from pathlib import Path

import pytest

from grader.course import Course
from grader.errors import ContentError, IsolationError, SandboxError
from grader.sandbox import Layers, Worker
from grader.session import Session
from grader.submission import Submission, read_submission
from grader.verdict import Level, Outcome

COURSE = Course(Path(__file__).parents[1] / "fake_course")
KIT = COURSE.exercise("kit")
RIGHT = KIT.solution.read_text()
SEED = 7


@pytest.fixture(scope="module")
def session():
    with Session(COURSE) as session:
        yield session


def submission(*changes, part="FACTOR = 2.0\n"):
    source = RIGHT
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return Submission({"kit.py": source, "part.py": part})


def grade(session, *changes, seed=SEED, **kwargs):
    return session.grade("kit", submission(*changes, **kwargs), seed)


def check(verdict, name):
    return next(c for c in verdict.checks if c.name == name)


def outcomes(verdict):
    return {c.name: c.outcome.value for c in verdict.checks if c.outcome is not Outcome.PASSED}


MEAN = "return x.mean()"


def test_the_reference_passes_everything(session):
    verdict = grade(session)
    assert outcomes(verdict) == {}
    assert verdict.outcome is Outcome.PASSED
    assert (verdict.points, verdict.max_points) == (15, 14)  # a bonus point on top
    race = check(verdict, "in_time").race
    assert race.limit == 2.4 and 0.3 < race.ratio < 2.4


def test_the_stub_passes_nothing_and_is_told_so(session):
    verdict = session.grade("kit", read_submission(KIT.folder, KIT), SEED)
    assert verdict.points == 0
    assert verdict.outcome is Outcome.NOT_WRITTEN
    kinds = {c.outcome for c in verdict.checks}
    assert kinds <= {Outcome.NOT_WRITTEN, Outcome.SKIPPED, Outcome.FAILED}
    assert check(verdict, "doubles").outcome is Outcome.NOT_WRITTEN


def test_a_seed_replays_a_run(session):
    wrong = ("low, high", "low, high")
    one, two = (grade(session, ("return FACTOR * x", "return 3 * x"), seed=3) for _ in range(2))
    other = grade(session, ("return FACTOR * x", "return 3 * x"), seed=4)
    assert wrong and one.seed == 3
    name = "doubles_anything"
    assert check(one, name).evidence == check(two, name).evidence != check(other, name).evidence


@pytest.mark.parametrize(
    ("body", "outcome", "key"),
    [
        ("return x.mean() + 1", "failed", "rung_values"),
        ("return 'two'", "failed", "rung_type"),
        ("return (i for i in x)", "failed", "rung_type"),
        ("return [][0]", "error", "raised"),
        ("raise SystemExit(0)", "error", "called_exit"),
        ("raise NotImplementedError", "not_written", "not_written"),
        ("\n    while True: pass", "timeout", "ended_cpu_in"),
        ("import time; time.sleep(60)", "timeout", "ended_wall_in"),
        ("return np.ones(10**9).mean()", "memory", "out_of_memory"),
        ("import ctypes; ctypes.string_at(0)", "crashed", "ended_signal"),
        ("import os; os._exit(0)", "crashed", "ended_exit"),
        ("import os; os.fork()", "forbidden", "refused"),
        ("return open('/etc/passwd').read()", "forbidden", "refused"),
        ("x[:] = 0; return 1.0", "failed", "changed_input"),
    ],
)
def test_how_a_check_ends(session, body, outcome, key):
    verdict = grade(session, (MEAN, body), seed=SEED)
    result = check(verdict, "mean_by_hand")
    assert (result.outcome.value, result.message.key) == (outcome, key)
    assert result.points == 0
    left = {k: v for k, v in outcomes(verdict).items() if k != "mean_by_hand"}
    assert left == {}  # the other checks stand
    assert verdict.points == 13


def test_a_runaway_says_where(session):
    verdict = grade(session, (MEAN, "\n    while True: pass"))
    (frame,) = check(verdict, "mean_by_hand").frames
    line = RIGHT.splitlines().index("    return x.mean()") + 1
    assert (frame.file, frame.function) == ("kit.py", "mean")
    assert frame.line in (line, line + 1)


def test_an_error_shows_the_learners_own_lines(session):
    verdict = grade(session, (MEAN, "return inner(x)\n\n\ndef inner(x):\n    return x[0, 0]"))
    result = check(verdict, "mean_by_hand")
    assert [f.function for f in result.frames] == ["mean", "inner"]
    assert result.frames[-1].code == "return x[0, 0]"
    assert result.message.fields["type"] == "IndexError"


def test_a_function_that_always_runs_away_is_paid_for_twice(session):
    verdict = grade(session, ("return FACTOR * x", "\n    while True: pass"))
    names = ("doubles", "wrapped", "doubles_anything")
    keys = [check(verdict, name).message.key for name in names]
    assert all(check(verdict, name).outcome is Outcome.TIMEOUT for name in names)
    assert keys[0] == keys[1] == "ended_cpu_in" or "not_called_again" in keys
    assert check(verdict, "empty").outcome is Outcome.SKIPPED


def test_slow_code_loses_the_race_only(session):
    verdict = grade(session, ("range(3)", "range(30)"))
    assert outcomes(verdict) == {"in_time": "slow"}
    result = check(verdict, "in_time")
    assert result.race.ratio > 2.4
    assert result.message.key == "too_slow"


def test_quadratic_growth_is_seen(session):
    """A right answer that also does n^2 / 100 additions."""
    waste = "[x.sum() for _ in range(len(x) // 100)]; y = np.sort(x)"
    verdict = grade(session, ("y = np.sort(x)", waste))
    assert check(verdict, "growth").outcome is Outcome.SLOW
    assert check(verdict, "growth").evidence["exponent"] > 1.4


def test_partial_credit_is_kept(session):
    verdict = grade(session, (MEAN, "return float(x[0])"))
    result = check(verdict, "mean_by_hand")
    assert result.outcome is Outcome.FAILED
    assert result.points == 0.5
    assert result.partial[0].en == "the mean of one"


def test_a_mistake_is_named(session):
    verdict = grade(session, ("return FACTOR * x", "return x * x"))
    named = {c.name: c.diagnosis and c.diagnosis.mistake for c in verdict.checks}
    assert named["doubles"] == named["doubles_anything"] == "squares"
    assert check(verdict, "doubles").diagnosis.concepts == ("gmm.1",)


def test_another_bug_is_not_named(session):
    verdict = grade(session, ("return FACTOR * x", "return x + 5"))
    assert check(verdict, "doubles").diagnosis is None


def test_prints_in_one_check_leave_room_in_the_next(session):
    chatty = "return (print('x' * 100_000), x.mean())[1]"
    assert outcomes(grade(session, (MEAN, chatty))) == {}
    verdict = grade(session, (MEAN, "return print('y' * 100_000)"))
    assert len(check(verdict, "mean_by_hand").printed) > 8_000
    assert check(verdict, "wrapped").outcome is Outcome.PASSED  # it asks for what was printed


def test_public_checks_show_values_and_hidden_ones_do_not(session):
    verdict = grade(session, ("return FACTOR * x", "return 3 * x"))
    public, hidden = check(verdict, "doubles"), check(verdict, "doubles_anything")
    assert public.evidence["expected"] == 6.0 and public.evidence["at"] == [2]
    assert public.printed == "doubling\n"
    assert {"at", "expected", "got"}.isdisjoint(hidden.evidence)
    assert hidden.evidence["differ"] == 12
    assert hidden.printed == ""


def test_an_object_cannot_judge_itself(session):
    """Were its methods called by a check, it would say yes and be told the answer."""
    liar = "return Liar()\n\n\nclass Liar:\n    ndim = 0\n    def __getattr__(self, name):\n"
    verdict = grade(session, (MEAN, f"{liar}        return lambda *a, **k: True"))
    result = check(verdict, "mean_by_hand")
    assert (result.outcome, result.evidence["got_type"]) == (Outcome.FAILED, "Liar")


def test_what_an_exception_says_of_a_hidden_input_is_cut(session):
    loud = "raise ValueError(str(list(range(9_000))) + '\\nsecond line')"
    verdict = grade(session, ("self.total += n", loud))
    text = check(verdict, "counter").message.fields["text"]
    assert len(text) < 260 and "second" not in text


def test_races_and_other_workers_share_one_budget(tmp_path):
    """A function that naps in every call is stopped once the submission has waited enough."""
    course = copy_course(tmp_path)
    path = course.root / "exercises" / "kit" / "exercise.yaml"
    path.write_text(path.read_text().replace("total_cpu_s: 60", "total_cpu_s: 6"))
    nap = "import time; time.sleep(0.4)\n    for _ in range(3)"
    with Session(course) as own:
        verdict = grade(own, ("for _ in range(3)", nap))
    result = check(verdict, "growth")
    assert (result.outcome, result.message.key) == (Outcome.TIMEOUT, "total_idle_limit")


def test_a_missing_function_names_the_nearest(session):
    verdict = grade(session, ("def mean(", "def means("))
    result = check(verdict, "mean_by_hand")
    assert result.message.key == "missing_function_near"
    assert result.message.fields["near"] == "means"


def test_a_name_that_is_no_function(session):
    verdict = grade(session, ("def mean(x):\n    return x.mean()", "mean = 3"))
    assert check(verdict, "mean_by_hand").message.key == "not_callable"


def test_the_second_file_counts(session):
    verdict = grade(session, part="FACTOR = 2.5\n")
    assert check(verdict, "doubles").outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("change", "outcome", "key"),
    [
        (("import numpy as np", "import numpy as np\ndef ("), "error", "syntax_error"),
        (
            ("import numpy as np", "import numpy as np\nimport scipy"),
            "failed",
            "import_not_allowed",
        ),
        (("import numpy as np", "import numpy as np\n1 / 0"), "error", "raised"),
        (
            ("import numpy as np", "import numpy as np\nimport os; os._exit(0)"),
            "crashed",
            "ended_exit",
        ),
        (("import numpy as np", "import numpy as np\nraise SyntaxError('x')"), "error", "raised"),
        (("import numpy as np", "import numpy as np\nwhile True: pass"), "timeout", "ended_cpu_in"),
    ],
)
def test_a_file_that_does_not_load(session, change, outcome, key):
    verdict = grade(session, change)
    assert (verdict.outcome.value, verdict.load.key, verdict.points) == (outcome, key, 0)
    assert {c.outcome for c in verdict.checks} == {Outcome.SKIPPED}


def test_a_broken_check_costs_nothing_and_is_ours(session, tmp_path):
    course = copy_course(tmp_path)
    path = course.root / "solutions" / "kit" / "check.py"
    path.write_text(path.read_text() + BROKEN)
    with Session(course) as own:
        verdict = own.grade("kit", submission(), SEED)
    result = check(verdict, "impossible")
    assert result.outcome is Outcome.BROKEN
    assert verdict.max_points == 14
    assert verdict.outcome is Outcome.BROKEN


BROKEN = """

@check(points=3, ko="망가진 검사", en="a broken check")
def test_impossible(student):
    assert_close(student.mean(np.ones(2)), 5.0)
"""


def copy_course(tmp_path):
    for path in COURSE.root.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            target = tmp_path / path.relative_to(COURSE.root)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return Course(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('@check(points=2, ko="두 배로 만든다", en="doubles")\n', "", "check_unmarked"),
        ('en="doubles"', "", "check_title"),
        ("points=2, ko", "points='2', ko", "check_points"),
        ('needs="doubles"', 'needs="doubled"', "check_need_near"),
        ("points=2, ko", "weight=1, points=2, ko", "check_option"),
        ('needs="doubles"', 'needs="bonus"', "check_needs_bonus"),
        ("import numpy as np", "import numpyy as np", "check_import"),
        ("def test_empty", "def test_counter", "check_twice"),
    ],
)
def test_an_authors_mistake_is_theirs(tmp_path, old, new, key):
    course = copy_course(tmp_path)
    path = course.root / "exercises" / "kit" / "check.py"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with Session(course) as own, pytest.raises(ContentError) as caught:
        own.grade("kit", submission(), SEED)
    assert caught.value.key == key


def test_public_checks_only():
    with Session(COURSE, public_only=True) as own:
        verdict = own.grade("kit", submission(), SEED)
    hidden = {c.outcome for c in verdict.checks if not c.public}
    assert hidden == {Outcome.SKIPPED}
    assert check(verdict, "bonus").message.key == "hidden_not_run"


def test_a_weaker_level_is_named_and_can_be_refused():
    weak = Layers(namespaces=False)
    with Session(COURSE, layers=weak) as own:
        isolation = own.isolation(KIT)
    assert isolation.level is Level.GOOD
    assert "namespaces" in isolation.missing
    with Session(COURSE, layers=weak, require=Level.STRONG) as own, pytest.raises(IsolationError):
        own.grade("kit", submission(), SEED)


def test_the_verdict_so_far_comes_before_the_races(session):
    seen = []
    verdict = session.grade("kit", submission(), SEED, on_checks=seen.append)
    (early,) = seen
    assert check(early, "in_time").message.key == "still_running"
    assert check(early, "doubles").outcome is Outcome.PASSED
    assert verdict.outcome is Outcome.PASSED


def test_the_language_itself_may_always_be_imported(session):
    style = """from __future__ import annotations
import numpy as np
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
warnings.warn("loud")
@dataclass
class Note:
    text: Any
    more: Sequence[int] = ()
Note("fine")
if __name__ == "__main__":
    import matplotlib.pyplot as plt
"""
    assert outcomes(grade(session, ("import numpy as np\n", style))) == {}
    hidden = "if __name__ != 'x':\n    import scipy\nimport numpy as np\n"
    assert grade(session, ("import numpy as np\n", hidden)).load.key == "import_not_allowed"


def test_a_notebook_is_graded(session, tmp_path):
    cells = [
        {"cell_type": "code", "source": RIGHT.replace("from part import FACTOR", "FACTOR = 2")}
    ]
    path = tmp_path / "kit.ipynb"
    path.write_text(json.dumps({"cells": cells}))
    verdict = session.grade("kit", read_submission(path, KIT), SEED)
    assert verdict.outcome is Outcome.PASSED


def test_a_notebooks_frames_are_cell_and_line(session, tmp_path):
    source = RIGHT.replace("from part import FACTOR", "FACTOR = 2").replace(MEAN, "return [][0]")
    cells = [{"cell_type": "code", "source": part} for part in ("import math\n\n", source)]
    path = tmp_path / "kit.ipynb"
    path.write_text(json.dumps({"cells": cells}))
    verdict = session.grade("kit", read_submission(path, KIT), SEED)
    (frame,) = check(verdict, "mean_by_hand").frames
    line = source.split("\n").index("    return [][0]") + 1
    assert (frame.file, frame.line, frame.code) == ("kit.ipynb[2]", line, "return [][0]")
    cells[0]["source"] = "x = (\ny = 1"
    path.write_text(json.dumps({"cells": cells}))
    fields = session.grade("kit", read_submission(path, KIT), SEED).load.fields
    assert (fields["file"], fields["line"]) == ("kit.ipynb[1]", 1)


def test_an_int_of_any_size_is_only_wrong(session):
    verdict = grade(session, (MEAN, "return 10**400"))
    assert outcomes(verdict) == {"mean_by_hand": "failed"}


def test_loading_is_not_a_checks_own_time(session):
    burn = "import numpy as np\nimport time\nwhile time.process_time() < 1.5: pass"
    verdict = grade(session, ("import numpy as np", burn))
    assert check(verdict, "little_memory").outcome is Outcome.PASSED  # in a worker of its own
    assert check(verdict, "in_time").outcome is Outcome.SLOW  # seconds are no import


def test_imports_are_forgiven_in_a_race(session):
    burn = "import numpy as np\nimport time\nwhile time.process_time() < 0.3: pass"
    verdict = grade(session, ("import numpy as np", burn))
    assert outcomes(verdict) == {}


def test_answers_of_one_check_together_have_a_limit(session, monkeypatch):
    monkeypatch.setattr("grader.student._MOST_BYTES", 200_000)
    large = ("return FACTOR * x", "return FACTOR * x if len(x) else np.zeros(50_000)")
    verdict = grade(session, large)
    assert check(verdict, "empty").message.key == "too_much_to_check"


def test_how_the_reference_fails_is_not_shown(tmp_path):
    course = copy_course(tmp_path)
    path = course.root / "solutions" / "kit" / "check.py"
    path.write_text(path.read_text() + CHAINED)
    with Session(course, races=False, diagnose=False) as own:
        verdict = own.grade("kit", submission((MEAN, "return 'two'")), SEED)
    result = check(verdict, "chained")
    assert (result.outcome, result.message.key) == (Outcome.FAILED, "unusable")
    assert result.frames == ()


CHAINED = """

@check(points=1, reveal=True, ko="이어서", en="chained")
def test_chained(student, reference):
    assert_close(reference.mean(student.mean(np.ones(2))), 1.0)
"""


def test_a_broken_check_does_not_cost_those_that_need_it(tmp_path):
    course = copy_course(tmp_path)
    path = course.root / "solutions" / "kit" / "check.py"
    path.write_text(path.read_text() + BROKEN + AFTER_BROKEN)
    with Session(course, races=False) as own:
        verdict = own.grade("kit", submission(("return FACTOR * x", "return 3 * x")), SEED)
    assert check(verdict, "impossible").outcome is Outcome.BROKEN
    result = check(verdict, "after")
    assert result.outcome is Outcome.FAILED
    assert result.printed == "doubling\n"  # the submission's, though the reference came first


AFTER_BROKEN = """

@check(points=1, needs="impossible", reveal=True, ko="그다음", en="what comes after")
def test_after(reference, student):
    reference.mean(np.ones(2))
    assert_close(student.double(np.ones(2)), 2 * np.ones(2))
"""


def test_a_fault_of_our_processes_is_no_verdict(session, monkeypatch):
    def died(*args, **kwargs):
        raise SandboxError("zygote_died")

    monkeypatch.setattr(Worker, "request", died)
    with pytest.raises(SandboxError):
        grade(session)
    monkeypatch.undo()
    request = Worker.request

    def died_later(self, message, **kwargs):
        return died() if message[0] == "call" else request(self, message, **kwargs)

    monkeypatch.setattr(Worker, "request", died_later)
    with pytest.raises(SandboxError):
        grade(session)


def test_nothing_is_carried_from_one_submission_to_the_next(session):
    spoiled = (
        "import numpy as np\nnp.sort = np.mean = np.ones = None\nimport random; random.seed = 3"
    )
    grade(session, ("import numpy as np", spoiled))
    assert outcomes(grade(session)) == {}
