"""Where a learner stands: gathered from disks, drawn, and given to programs."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from basis.texts import LANGUAGES, Text, Texts
from quiz.exam.blueprint import Blueprint
from quiz.exam.exam import Exam, Forecast
from quiz.exam.outcome import End
from quiz.exam.paper import Item, Paper
from quiz.exam.progress import Progress
from quiz.linking import Ahead, ExerciseNote
from quiz.logbook.log import Log
from quiz.logbook.records import Goal, Slip, Step
from quiz.memory.days import study_day
from quiz.memory.memory import Memory
from quiz.planning.forecast import Span
from quiz.planning.keeping import Kept
from quiz.planning.pace import Pace
from quiz.planning.ranking import Material
from quiz.progress.dashboard import Dashboard
from quiz.progress.overview import Tally
from quiz.progress.planscreen import PlanScreen
from quiz.progress.situation import Situation, situation
from quiz.progress.situationform import dashboard_form, plan_form
from quiz.progress.upcoming import upcoming
from quiz.readiness.prediction import NotYet, Prediction, Range
from tests.quiz.fake_course import bank
from tests.quiz.fake_kind import START, at, review

TODAY = study_day(START)
EXAM = Blueprint("final", Text("기말고사", "Final exam"), 24, 60, {}, {}, {}, {})
PACE = Pace(
    day=TODAY,
    days_left=17,
    minutes=30,
    spent=0.0,
    questions=14,
    load=22.3,
    seen=0.92,
    seen_weight=0.94,
    needed=35,
    spans=(Span(TODAY, 1, 8, 6, 12.0, 10.3), Span(TODAY + 1, 16, 99, 70, 240.0, 240.0)),
)
AREA = Tally("svm", Text("SVM과 KKT 조건", "SVM and KKT"), 40, 12, 3, 2, 1)
NOTE = ExerciseNote("dot", Text("내적", "Dot"), ("vectors",), frozenset(), 1, 4.0)


def paper(minutes=60):
    return Paper("final", EXAM.title, minutes, 7, ())


def made(**changes):
    goal = Goal(START, START.date() + timedelta(days=17), 30)
    facts = {"areas": (AREA,), "answers": 99, "latest": START, "goal": goal}
    return Situation(START, **(facts | {"blueprint": EXAM, "pace": PACE} | changes))


def on(days, **pace):
    """A situation with an exam so many days ahead."""
    goal = Goal(START, START.date() + timedelta(days=days), 30)
    return made(goal=goal, pace=replace(PACE, days_left=days, **pace))


def dashboard(now, lang="en", width=80, exercises=()):
    return Dashboard(Texts(lang, "quiz"), width).screen(now, exercises).plain


def plan(now, lang="en", width=80):
    return PlanScreen(Texts(lang, "quiz"), width).plan(now).plain


FULL = made(
    readiness=Prediction(TODAY, Range(60.6, 67.0, 74.4), {"svm": None}, 80),
    mistakes=(Ahead("attention", "missing-scale", TODAY - 1, 2),),
    exam=Progress(Exam("e", paper(), START - timedelta(minutes=19), ()), START),
    foretold=(Forecast(55, 62, 70), 63.0),
)
FRESH = made(goal=None, answers=0, latest=None, pace=replace(PACE, days_left=None, spans=()))


# --- the dashboard -------------------------------------------------------------------------------


def test_all_of_it():
    lines = dashboard(FULL, exercises=[replace(NOTE, passed=True), NOTE]).split("\n")
    assert lines[1].split()[3:7] == ["12", "3", "2", "1"] and lines[1].endswith("░░·")
    assert lines[3].startswith("Gongbu ")
    assert lines[3].endswith(" Final exam in 17 days · 30 min a day")
    assert lines[4].startswith("Readiness today: 61-74 of 100 ")
    assert lines[4].endswith(" Last forecast 55-70, you got 63")
    text = " ".join(" ".join(lines).split())
    assert "Today: 14 questions, about 22 minutes." in text
    assert "you see 92 % of the concepts by the exam, worth 94 % of its points." in text
    assert "`missing-scale` yesterday: 2 questions on it come first." in text
    assert "A mock exam is open, 41 minutes left: quiz exam --resume" in text
    assert "quiz exam mock: Final exam, 60 min" in text
    assert "grade list exercises: 1 of 2 done" in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80])
def test_what_it_is_opened_for_is_seen_in_a_window_of_24_lines(lang, width):
    said = dashboard(replace(FULL, areas=(AREA,) * 16), lang, width, [NOTE]).split("\n")
    seen, texts = "\n".join(said[-23:]), Texts(lang, "quiz")
    for key in ("board_head", "board_known", "board_weak", "board_commands_start"):
        assert texts(key) in seen
    assert texts("count_minutes", minutes=30) in seen and "61" in seen and "missing-scale" in seen


def test_the_heads_of_a_short_table_stand_above_it_alone():
    assert dashboard(replace(FULL, areas=(AREA,) * 12)).count("fading") == 1
    assert dashboard(replace(FULL, areas=(AREA,) * 13)).count("fading") == 2


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 57, 80])
@pytest.mark.parametrize("now", [FULL, FRESH, on(0), on(-3), made(areas=())])
def test_every_screen_fits(lang, width, now):
    for screen in (dashboard(now, lang, width, [NOTE]), plan(now, lang, width)):
        lines = screen.split("\n")
        commands = [line for line in lines if "--minutes-per-day" in line]
        assert [each for each in lines if cell_len(each) > width and each not in commands] == []
        assert all(line == line.rstrip() for line in lines)
        assert bool(re.search("[가-힣]", screen)) == (lang == "ko")


def test_a_fresh_learner_is_told_how_to_set_a_goal():
    said = dashboard(FRESH)
    assert "40 questions on 18 concepts" in said and "Readiness" not in said
    assert "Nothing has been answered yet." in said
    assert "quiz plan --exam-date 2026-12-13" in said
    assert "in 17 days" not in said and "At this pace" not in said


def test_a_course_without_questions_says_so():
    assert "no questions yet" in dashboard(made(areas=()))


@pytest.mark.parametrize(
    ("readiness", "says"),
    [
        (NotYet(31), "not known yet (31 of 50 answers on repeated concepts so far)"),
        (NotYet(60, width=34.0), "too wide a range"),
    ],
)
def test_what_readiness_waits_for(readiness, says):
    assert says in dashboard(made(readiness=readiness))


@pytest.mark.parametrize(
    ("now", "says", "silent"),
    [
        (on(1), ["Final exam tomorrow", "The exam is tomorrow: today brings"], ["At this pace"]),
        (on(0), ["Final exam today", "Good luck!"], ["At this pace", "--exam-date", "14"]),
        (on(-1), ["Final exam was yesterday", "quiz plan --exam-date"], ["At this pace"]),
        (
            on(-9),
            ["Final exam was 9 days ago", "The exam is over.", "quiz plan a date for the next"],
            ["Good luck", "the days until the exam"],
        ),
        (on(5, seen=1.0, seen_weight=1.0, needed=30), ["seen all of it by the exam"], ["would do"]),
        (on(5, needed=30), ["nearly everything by the exam, worth 94 %"], ["would do"]),
        (on(5, seen=0.999, seen_weight=0.999), ["you see 99 % of the concepts by the exam."], []),
        (on(5), ["About 35 minutes a day would do; with 30,"], []),
        (on(5, kept=Kept(9, 10)), ["At this pace"], ["You have studied on"]),
        (on(5, kept=Kept(4, 10)), ["You have studied on 4 of the 10 days since"], []),
        (on(1, kept=Kept(4, 10)), ["The exam is tomorrow"], ["You have studied on"]),
        (on(5, needed=None), ["More does not fit"], ["would do"]),
        (on(5, spent=9.6), ["14 more questions, about 22 minutes (10 of 30 are done)"], []),
        (on(5, questions=1, load=0.2), ["Today: 1 question, about 1 minute."], []),
        (on(5, questions=0, load=0.0, spent=31.0), ["all done, 31 minutes"], ["more questions"]),
        (on(5, questions=0, load=0.0), ["nothing has to be repeated"], ["all done"]),
        (made(goal=Goal(START, None, 20)), ["No exam date · 20 min a day"], ["At this pace"]),
        (
            made(areas=(replace(AREA, fading=0, weak=0, new=0),), pace=replace(PACE, questions=0)),
            ["12 0 0 0 ████████████████████", "nothing has to be repeated"],
            ["more questions"],
        ),
        (made(blueprint=None), ["Exam in 17 days"], ["quiz exam", "mock"]),
        (made(pace=None), ["Final exam in 17 days", "quiz start"], ["Today"]),
    ],
)
def test_countdown_and_pace_in_words(now, says, silent):
    text = " ".join(dashboard(now).split())
    assert [each for each in says if each not in text] == []
    assert [each for each in silent if each in text] == []


def test_only_the_latest_mistakes_are_named():
    many = tuple(Ahead("attention", f"mistake-{n}", TODAY - n, 1) for n in range(9))
    said = dashboard(made(mistakes=many))
    assert "mistake-2" in said and "mistake-3" not in said


def test_a_mock_exam_whose_time_is_over_waits_with_its_report():
    late = Progress(Exam("e", paper(), START - timedelta(hours=2), ()), START)
    assert "its report waits: quiz exam --resume" in " ".join(dashboard(made(exam=late)).split())


# --- the plan ------------------------------------------------------------------------------------


def test_the_plan_shows_the_days_to_come():
    lines = plan(made()).split("\n")
    assert lines[:2] == ["Final exam in 17 days · 30 min a day", "The exam is on Wed 2026-12-09."]
    rows = [line.split() for line in lines if line.startswith("  ")]
    assert rows[1] == ["Sun", "11-22", "8", "6", "22"]
    assert rows[2] == ["11-23", "to", "12-08", "99", "70", "30"]
    assert "Today: 14 questions" in "\n".join(lines)


NEW_YEAR = date(2026, 12, 31).toordinal()


@pytest.mark.parametrize(
    ("spans", "names"),
    [
        ([(-2, 1), (-1, 20), (19, 5)], ["Tue 12-29", "12-30 to 2027-01-18", "01-19 to 01-23"]),
        ([(-1, 2), (1, 9)], ["12-30 to 12-31", "2027-01-01 to 01-09"]),
        ([(0, 1), (1, 1), (2, 1)], ["Thu 12-31", "Fri 2027-01-01", "Sat 01-02"]),
        ([(1, 1), (2, 9)], ["Fri 01-01", "01-02 to 01-10"]),
    ],
)
def test_the_plan_says_where_another_year_begins(spans, names):
    made_of = tuple(Span(NEW_YEAR + day, days, 1, 2, 3.0, 4.0) for day, days in spans)
    for width in (80, 40):
        lines = plan(on(40, spans=made_of), width=width).split("\n")
        rows = [row[2:] for row in lines if re.match(r"  (\w{3} )?\d", row)]
        shown = [re.sub(r"( +\d+){3}$", "", row) for row in rows]
        bare = [name.replace("2027-", "") for name in names]
        assert shown == names or (width == 40 and shown == bare)
        if width == 80:
            assert shown == names


def spans(*looks):
    """Days of study from today on, each with so many new concepts and so many reviews."""
    return tuple(Span(TODAY + at, 1, *each, 1.0, 1.0) for at, each in enumerate(looks))


@pytest.mark.parametrize(
    ("looks", "says"),
    [
        ([(9, 0), (9, 0), (9, 0), (1, 8)], "comes back from about Wed 11-25;"),
        ([(0, 0), (9, 0), (2, 1)], "comes back from about Tue 11-24;"),
        ([(9, 0), (9, 0), (9, 0)], "does not come back before the exam;"),
        ([(9, 0), (9, 1), (9, 0)], ""),  # tomorrow
        ([(8, 1), (9, 0), (9, 1)], ""),  # today
        ([(9, 0), (0, 0), (0, 9)], ""),  # nothing new is left: it is only too early
    ],
)
def test_the_plan_says_when_and_why_what_was_seen_comes_back(looks, says):
    said = " ".join(plan(on(len(looks), spans=spans(*looks))).split())
    assert says in said and ("add more to your exam score" in said) == bool(says)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("now", [FRESH, on(-3), on(0), made(goal=Goal(START, None, 30))])
def test_commands_stand_whole_on_lines_of_their_own(lang, now):
    for screen in (dashboard(now, lang), plan(now, lang)):
        lines = [line for line in screen.split("\n") if "--exam-date" in line]
        assert all(re.fullmatch(r"  quiz plan --exam-date \S+( --min\S+ 30)?", e) for e in lines)
    assert ("--exam-date" in plan(now, lang)) == (now.days_left != 0)


def test_a_plan_of_one_day_is_today_and_no_table():
    assert "min/day" not in plan(on(1, spans=PACE.spans[:1])) and "min/day" in plan(made())


def test_without_a_plan_it_says_how_to_make_one():
    assert "  quiz plan --exam-date 2026-12-13 --minutes-per-day 30" in plan(FRESH).split("\n")


def test_a_plan_without_a_date_says_what_a_date_would_change():
    said = plan(made(goal=Goal(START, None, 20), pace=replace(PACE, days_left=None, spans=())))
    assert said.startswith("No exam date · 20 min a day\n")
    assert "  quiz plan --exam-date 2026-12-13" in said.split("\n")


def test_korean_weekdays():
    assert "2026-12-09(수)" in plan(made(), "ko") and "11-22(일)" in plan(made(), "ko")


# --- gathering it --------------------------------------------------------------------------------


@pytest.fixture
def log(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGBU_DATA", str(tmp_path))
    return Log(tmp_path)


def found(log, now=START):
    warnings = []
    return situation(bank(), log, now, warnings.append), warnings


def test_an_empty_log_is_a_situation_too(log):
    now, warnings = found(log)
    assert (now.answers, now.goal, now.latest, now.days_left) == (0, None, None, None)
    assert sum(area.new for area in now.areas) == sum(area.concepts for area in now.areas) > 0
    assert now.readiness == NotYet(0) and now.pace.questions > 0 and not warnings


def test_what_the_log_says_is_gathered(log):
    sheet = replace(paper(), items=(Item("kl-zero", 1, "basics", 7, 100.0),))
    exam = Exam("e", sheet, START, ("d",), Forecast(55, 62, 70))
    end = End(63.0, 100.0, "time", 3600.0, fates=("marked",), scores=(0.63,))
    log.add(
        review("kl-zero", ("divergence.1",), seconds=60.0),
        review("x", ("divergence.2",), 0.0, turn=2, at=at(60)),
        Goal(at(61), date(2026, 12, 9), 45),
        Slip(at(62), "attention", "missing-scale", ("vectors.1", "gone.1")),
        exam.begin(),
        Step(at(3600), "e", "end", value=end.value()),
        Exam("f", paper(), at(4000), ()).begin(),
    )
    now, warnings = found(log, at(4001))
    assert (now.answers, now.goal.minutes, now.days_left) == (2, 45, 17)
    assert now.mistakes == (Ahead("attention", "missing-scale", TODAY, 1),)
    assert now.exam.exam.id == "f" and now.foretold == (Forecast(55, 62, 70), 63.0)
    assert now.pace.spent > 1 and now.pace.days_left == 17 and not warnings


def test_the_forecast_of_an_exam_that_was_hardly_looked_at_is_not_recalled(log):
    sheet = replace(paper(), items=(Item("kl-zero", 1, "basics", 7, 1.0),) * 4)
    exam = Exam("e", sheet, START, ("d",) * 4, Forecast(55, 62, 70))
    end = End(1.0, 4.0, "time", 60.0, ("marked", *["unseen"] * 3), (1.0, 0.0, 0.0, 0.0))
    log.add(exam.begin(), Step(at(60), "e", "end", value=end.value()))
    assert found(log, at(61))[0].foretold is None


@pytest.mark.parametrize(("hour", "left", "says"), [(1, 1, "tomorrow"), (4, 0, "today")])
def test_the_night_before_the_exam_is_not_its_day_anywhere(log, hour, left, says):
    goal = Goal(START, date(2026, 11, 23), 30)
    log.add(goal)
    now, _ = found(log, datetime(2026, 11, 23, hour, tzinfo=START.tzinfo))
    assert now.days_left == now.pace.days_left == left
    assert upcoming(Material([], [], [], [], []), Memory(), goal, now.pace.day).days_left == left
    assert f"exam {says}" in dashboard(now).lower()


def test_a_log_that_cannot_be_read_is_said_once_and_stops_nothing(log, tmp_path):
    log.add(review())
    log.path.write_bytes(b"no database at all" * 100)
    now, warnings = found(log)
    assert now.answers == 1 and not warnings  # as its twin has it; `open_log` says so
    log.twin.path.unlink()
    now, warnings = found(log)
    assert now.areas and now.answers == 0 and dashboard(now)
    assert [error.key for error in warnings] == ["log_damaged"]


def test_a_part_that_breaks_is_a_line(log, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("quiz.progress.situation.pace", broken)
    now, warnings = found(log)
    assert now.pace is None and now.areas and dashboard(now)
    assert [error.key for error in warnings] == ["part_fault"]
    assert Path(warnings[0].fields["path"]).exists()


# --- for programs --------------------------------------------------------------------------------


def keys(form):
    if isinstance(form, dict):
        return set(form).union(*map(keys, form.values()))
    return set().union(*map(keys, form)) if isinstance(form, list) else set()


def test_every_key_of_the_json_is_documented():
    page = (Path(__file__).parents[3] / "docs/json.md").read_text(encoding="utf-8")
    section = page[page.index("# `quiz --json`") :]
    section = section[: section.index("\n# ", 2)]
    known = {"svm", "ko", "en"}
    for form in (dashboard_form(FULL, [NOTE]), plan_form(FULL)):
        assert form["schema"] == 1
        assert [k for k in keys(form) - known if not re.search(rf"[`\"]{k}[`\"]", section)] == []


def test_the_documents():
    form = dashboard_form(FULL, [NOTE, replace(NOTE, passed=True)])
    wanted = {"exam": "2026-12-09", "days_left": 17, "minutes": 30, "blueprint": "final"}
    assert form["goal"] == plan_form(FULL)["goal"] == wanted
    assert form["readiness"]["score"] == {"low": 60.6, "mean": 67.0, "high": 74.4}
    assert form["exercises"] == {"done": 1, "all": 2} and form["exam"]["seconds_left"] == 41 * 60
    assert (form["areas"][0]["known"], form["areas"][0]["fading"]) == (15, 3)
    assert form["mistakes"][0]["day"] == "2026-11-21"
    fresh = dashboard_form(FRESH, [])
    assert fresh["goal"] is None and fresh["latest"] is None and fresh["exam"] is None
    assert dashboard_form(made(readiness=NotYet(3)), [])["readiness"]["score"] is None
    days = plan_form(FULL)["days"]
    assert days[0]["day"] == "2026-11-22" and days[1]["days"] == 16
