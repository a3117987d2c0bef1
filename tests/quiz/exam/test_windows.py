"""An exam that is open in several windows: what is kept of it, and how it ends."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from quiz.bank.bank import Bank
from quiz.errors import LogError
from quiz.events import Leave, Next, Reply
from quiz.exam.events import (
    Go,
    HandIn,
    Heard,
    Keep,
    Left,
    List,
    Listed,
    Noted,
    Pause,
    Withdraw,
)
from quiz.exam.outcome import End
from quiz.exam.progress import sittings
from quiz.exam.sitting import Sitting, Wish
from quiz.exam.windows import Window
from quiz.logbook.keeping import Keeper
from quiz.logbook.log import Log
from quiz.logbook.records import Step
from tests.quiz.exam.exam_command import blueprint, start, until
from tests.quiz.fake_kind import at, review

# --- What is kept ---------------------------------------------------------------------------------


def opened(log, warn=pytest.fail):
    return Window(log, Keeper(log, warn), "e", log.records().steps)


def step(second, what, exam="e"):
    return Keep((Step(at(second), exam, what),))


def test_answers_of_others_stand_in_the_way_of_the_end_until_they_are_known(log):
    one, two = opened(log), opened(log)
    assert one.keep(step(1, "begin")) and two.keep(step(2, "answer"))
    assert one.keep(step(3, "answer"))  # whoever answers need not know
    assert not one.keep(step(4, "closed"))
    assert [kept.at for kept in one.steps] == [at(1), at(2), at(3)]
    assert one.keep(step(4, "closed"))
    assert not two.keep(step(5, "answer")) and two.keep(step(6, "resumed"))


def test_other_exams_do_not_stand_in_the_way(log):
    one, two = opened(log), opened(log)
    assert one.keep(step(1, "begin")) and two.keep(step(2, "end", "other"))
    assert one.keep(step(3, "end"))


def test_of_many_ends_at_once_one_is_kept_with_its_reviews(log):
    assert opened(log).keep(step(0, "begin"))
    windows = [opened(log) for _ in range(6)]

    def end(place):
        (record,) = step(place + 1, "end").records
        return windows[place].keep(Keep((record, review(turn=place + 1))))

    with ThreadPoolExecutor(6) as pool:
        kept = list(pool.map(end, range(6)))
    assert sum(kept) == 1 and len(log.reviews()) == 1
    assert [s.at for s in log.records().steps if s.what == "end"] == [at(kept.index(True) + 1)]


def test_what_the_log_does_not_take_is_checked_when_it_does(log, monkeypatch):
    said = []
    one = opened(log, said.append)
    one.keep(step(1, "begin"))
    two = opened(log)
    with monkeypatch.context() as patch:
        patch.setattr(Log, "add_unless", lambda *_: raising(LogError("log_locked", path="x")))
        assert one.keep(step(2, "end"))
    assert [error.key for error in said] == ["log_locked", "log_pending"]
    assert two.keep(step(3, "end"))
    assert one.keep(step(4, "begin", "other"))
    assert [kept.at for kept in log.records().steps] == [at(1), at(3), at(4)]


def raising(error):
    raise error


# --- How it is sat --------------------------------------------------------------------------------


class Typist:
    """A face that takes its events from a list, and can let something happen before each."""

    live = True

    def __init__(self, *events):
        self.events, self.said, self.reports = list(events), [], []

    def show(self, said):
        self.said.append(said)

    def event(self, session, now):
        event = self.events.pop(0)
        if callable(event):
            event()
            return self.event(session, now)
        return event

    def end(self, report):
        self.reports.append(report)

    @property
    def notes(self):
        return [said.key for said in self.said if isinstance(said, Noted)]


@pytest.fixture
def window(course, log):
    """Sits, in a window of its own, what comes of events."""

    def sit(*events, resume=True):
        face = Typist(*events)
        sitting = Sitting(Bank.open(course), log, pytest.fail, face, "en")
        assert (sitting.resume() if resume else sitting.begin(Wish(seed=5))) == 0
        return face

    return sit


SURE = HandIn(sure=True)


def test_what_another_window_did_is_known_before_anything_is_done(window):
    first = window(
        Next(),
        lambda: window(Go(1), Reply("t"), Go(2), Reply("2"), Leave()),
        List(),
        Reply("1"),
        SURE,
        resume=False,
    )
    assert first.notes == ["exam_elsewhere_others", "exam_elsewhere_here", "exam_all_answered"]
    (listed,) = [said for said in first.said if isinstance(said, Listed)]
    assert {place: given.typed for place, given in listed.progress.answers.items()} == {
        0: "t",
        1: "2",
    }
    (heard,) = [said for said in first.said if isinstance(said, Heard)]
    assert heard.before == "2"  # told twice: the later answer wins knowingly
    assert [row.typed for row in first.reports[0].rows] == ["t", "1"]


def test_the_question_on_the_screen_stays_whatever_another_window_looks_at(window):
    first = window(Next(), lambda: window(Go(1), Leave()), Reply("2"), SURE, resume=False)
    assert [row.typed for row in first.reports[0].rows] == ["", "2"]


def test_an_answer_that_was_taken_back_elsewhere_is_told(window):
    first = window(
        Reply("f"), Go(1), lambda: window(Go(1), Withdraw(), Leave()), SURE, resume=False
    )
    assert first.notes == ["exam_elsewhere_withdrawn"]
    assert [row.fate for row in first.reports[0].rows] == ["blank", "blank"]


def test_what_the_log_has_not_taken_yet_is_not_forgotten_over_what_it_has(log, monkeypatch):
    one = opened(log, lambda error: None)
    one.keep(step(1, "begin"))
    two = opened(log)
    with monkeypatch.context() as patch:
        patch.setattr(Log, "add_unless", lambda *_: raising(LogError("log_locked", path="x")))
        assert one.keep(step(2, "answer"))
    assert two.keep(step(3, "flag")) and one.look() and not one.look()
    assert [kept.at for kept in one.steps] == [at(1), at(3), at(2)]
    assert one.keep(step(4, "flag")) and not one.look()
    assert [kept.at for kept in log.steps("e")] == [at(1), at(3), at(2), at(4)]


def test_essays_that_no_log_has_are_no_essays_that_wait(course, tmp_path):
    blueprint(course, "essay")
    (tmp_path / "file").touch()
    face = Typist(Reply("many"), SURE, lambda: raising(EOFError))
    sitting = Sitting(Bank.open(course), Log(tmp_path / "file"), lambda error: None, face, "en")
    assert sitting.begin(Wish(seed=5)) == LogError.exit_code
    assert isinstance(face.said[-1], Left) and face.said[-1].closed and not face.said[-1].kept


def test_answers_of_two_windows_are_marked_together(log, window):
    first = window(Reply("f"), lambda: window(Go(2), Reply("2"), Leave()), SURE, resume=False)
    assert first.notes == ["exam_elsewhere_here"]
    (progress,) = sittings(log.records().steps)
    (report,) = first.reports
    assert [row.fate for row in report.rows] == ["marked", "marked"]
    assert [row.typed for row in report.rows] == ["f", "2"]
    assert [review.typed for review in log.reviews()] == ["f", "2"]
    assert report.end == End.read(progress.end, 2)


def test_the_last_answer_counts_whichever_window_it_came_from(log, window):
    first = window(Reply("f"), lambda: window(Go(1), Reply("t"), Leave()), SURE, resume=False)
    assert first.reports[0].rows[0].typed == "t"


@pytest.mark.parametrize("event", [SURE, Reply("2"), Leave()])
def test_nothing_is_kept_after_another_window_has_handed_in(log, window, event):
    first = window(Reply("f"), lambda: window(SURE), event, resume=False)
    assert first.notes == ["exam_elsewhere"] and first.reports == []
    steps = log.records().steps
    assert steps[-1].what == "end" and sum(step.what == "end" for step in steps) == 1
    assert [review.outcome for review in log.reviews()] == ["marked", "skipped"]


def test_points_are_ticked_in_whichever_window(course, log, window):
    blueprint(course, "essay")
    first = window(
        Reply("many"), SURE, lambda: window(Reply("2"), Pause()), Reply("1"), resume=False
    )
    assert first.notes[-1] == "exam_elsewhere"
    assert [review.score for review in log.reviews()] == [pytest.approx(2 / 3)]


def test_another_window_that_closes_and_is_gone_leaves_the_points(course, log, window):
    blueprint(course, "essay", "truefalse")
    first = window(
        Reply("f"),
        Reply("many"),
        lambda: window(SURE, Pause()),
        Reply("late"),
        Reply("2"),
        resume=False,
    )
    (report,) = first.reports
    assert "late" not in [row.typed for row in report.rows]
    assert sum(step.what == "closed" for step in log.records().steps) == 1


# --- Two programs ---------------------------------------------------------------------------------


@pytest.fixture
def program():
    """Starts `quiz exam` as a program, and types into it."""
    programs = []

    class Program:
        def __init__(self, *words):
            self.process = start(*words)
            programs.append(self.process)
            until(self.process, "Type")

        def type(self, line, text):
            """What is said after a line, up to one with a text."""
            self.process.stdin.write(f"{line}\n")
            self.process.stdin.flush()
            return until(self.process, text)

    yield Program
    for process in programs:
        process.kill()
        process.stdin.close()
        process.stdout.close()
        process.wait()


def test_two_programs_know_of_each_other_before_anything_is_typed_over(course, log, program):
    one = program("--seed", "5")
    other = program("--resume")
    other.type("f", "Type")
    said = one.type("t", "Type")
    assert "You answered this question in another window meanwhile: f" in said
    assert "Kept: true (instead of f)" in said
    said = other.type("2", "Every question has an answer")
    assert "Answers that changed in another window meanwhile: 1." in said
    assert "Your answer so far: 2" in one.type("g 2", "Your answer so far")
    other.type("e", "of 100")
    assert "was handed in meanwhile, in another window" in one.type("1", "--report")
    assert one.process.wait(timeout=60) == 0
    assert [(review.typed, review.outcome) for review in log.reviews()] == [
        ("t", "marked"),
        ("2", "marked"),
    ]
