import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from basis.texts import LANGUAGES
from grader.details import Coaching
from grader.report import Report
from grader.texts import Texts
from grader.verdict import Outcome
from tests.grader import samples

COACHING = samples.COACHING


def shown(verdict, lang="en", coaching=COACHING, width=80):
    return Report(Texts(lang), width).whole(verdict, coaching).plain


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", samples.ALL)
def test_golden(name, lang):
    """`python -m tests.grader.samples golden` writes them anew; then look at what changed."""
    golden = (samples.GOLDEN / f"{name}.{lang}.txt").read_text(encoding="utf-8")
    assert samples.report(samples.ALL[name], lang) == golden


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("name", samples.ALL)
def test_no_line_is_wider_than_the_terminal(name, width, lang):
    lines = shown(samples.ALL[name], lang, width=width).splitlines()
    assert max(map(cell_len, lines)) <= min(width, 80)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_points_stand_in_one_column(lang):
    lines = shown(samples.PASSED, lang).splitlines()
    rows = [line for line in lines if line.startswith("  ✓")]
    assert len({cell_len(row[: row.index(" / ")]) for row in rows}) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", samples.ALL)
def test_every_report_has_level_points_seconds_and_seed(name, lang):
    text = shown(samples.ALL[name], lang)
    level = samples.ALL[name].isolation.level.value
    assert level in text.splitlines()[0] + text.splitlines()[1]
    last = text.split("\n\n")[-1]
    assert "4187" in last and "0.09" in last


def test_missing_layers_are_named():
    assert "namespaces, landlock, seccomp" in " ".join(shown(samples.PUBLIC_ONLY).split())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", samples.ALL)
def test_all_passed_is_said_only_when_it_is_so(name, lang):
    verdict = samples.ALL[name]
    said = "모두 통과" in shown(verdict, lang) or "checks passed" in shown(verdict, lang)
    deciding = [check for check in verdict.checks if not check.bonus]
    assert said == all(check.outcome is Outcome.PASSED for check in deciding)


def test_checks_left_out_are_counted():
    assert "2 hidden checks were left out" in shown(samples.PUBLIC_ONLY)
    assert "2 checks were not run" in shown(samples.FAILED)


def test_what_a_check_needs_is_called_by_its_title():
    assert 'not run: needs "matches a slow loop"' in shown(samples.FAILED)


def test_a_hidden_check_shows_no_values():
    text = shown(samples.FAILED)
    assert text.count("0.41273") == 1  # under the public check
    assert "160 of 160 values differ" in text


def test_a_mistake_and_its_hint_are_said_once():
    text = shown(samples.FAILED)
    assert text.count("never divided") == 1
    assert text.count("Hint:") == 1
    assert "This looks like `missing-scale` too." in text


def test_a_mistake_that_repeats_leads_on_to_the_hints():
    assert "2 versions in a row" in shown(samples.FAILED)
    assert "in a row" not in shown(samples.FAILED, coaching=Coaching("attention"))


def test_commands_are_left_out_for_submissions_of_others():
    assert "grade " not in shown(samples.FAILED, coaching=Coaching())


def test_a_learners_frames_show_file_line_function_and_code():
    text = shown(samples.ERROR)
    assert "attention.py, line 12, in weigh\n          scores = q @ k.T / np.sqrt(d)" in text


def test_the_same_failure_is_told_once():
    assert shown(samples.ERROR).count("non-singleton") == 1


def test_a_deep_recursion_is_short():
    text = shown(samples.ERROR)
    assert text.count("recurse(n + 1)") == 1 and "20 times in a row" in text


def test_prints_are_capped():
    text = shown(samples.ERROR)
    assert "step 7" in text and "step 8" not in text and "92 more lines" in text


@pytest.mark.parametrize("name", samples.ALL)
def test_foreign_text_is_neither_markup_nor_control(name):
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, color_system=None, width=80)
    console.print(Report(Texts("en")).whole(samples.ALL[name], COACHING))
    text = out.getvalue()
    assert "\x1b[31m" not in text
    text.encode("utf-8")
    if name == "error":
        assert "[bold]bold[/bold]" in text


def test_without_colour_nothing_is_lost():
    out = io.StringIO()
    Console(file=out, no_color=True, width=80).print(Report(Texts("en")).whole(samples.FAILED))
    assert "✗" in out.getvalue() and "✓" in out.getvalue()


def test_races_come_late_and_everything_is_shown_once():
    report = Report(Texts("en"))
    early = report.early(samples.RACING).plain
    late = report.late(samples.SLOW, samples.RACING).plain
    assert "matches a slow loop" in early and "long sequence" not in early
    assert "matches a slow loop" not in late and late.count("long sequence") == 2
    assert "5 of 7 points" in late and "points" not in early


def test_the_summary_has_a_line_for_each_exercise():
    lines = Report(Texts("en")).summary(list(samples.ALL.values())).plain.splitlines()
    assert len(lines) == len(samples.ALL)
    assert lines[0].endswith("10 / 10   passed  +2 bonus")
    assert "public part passed" in lines[list(samples.ALL).index("public_only")]


def test_every_outcome_is_among_the_samples():
    assert {c.outcome for v in samples.ALL.values() for c in v.checks} == set(Outcome)
