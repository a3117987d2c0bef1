"""Screens of a session and boards: what stands on them, in both languages and narrow terminals."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from basis.texts import LANGUAGES, Message, Texts
from quiz.asking import Session
from quiz.errors import UnreadableError
from quiz.events import Asked, Doubt, Hint, Keys, Marked, Phase, Reply, Skip, Unread
from quiz.kinds.registry import kind_of
from quiz.mark import Answer, Mark
from quiz.picking import Pick
from quiz.prompt import Option, Variant
from quiz.question import Source
from quiz.screens import Screens
from quiz.variants.drawing import draw
from tests.quiz.fake_course import bank, syllabus
from tests.quiz.fake_kind import Word, at, desk, question, text


def screens(lang="en", width=80, **more):
    return Screens(Texts(lang, "quiz"), syllabus(), width, **more)


def asked(kind=None, **more):
    made = question("one", ("divergence.1",), **more)
    return Session.begin(desk(made, kind=kind), "s", "en", at(0))


def real(id, seed=1):
    """A question of the small course, asked."""
    made = bank().question(id)
    listed = replace(desk(made), kind=kind_of, draw=draw)
    return Session.begin(listed, "s", "en", at(0))


def marked(typed, **more):
    state, _ = asked(**more)
    return state.after(Reply(typed), at(9))[1][1]


# --- questions -----------------------------------------------------------------------------------


def test_a_question_says_where_it_stands_and_what_to_type():
    _, (said,) = asked()
    head, bar, _, task, _, how = screens().asked(said).plain.split("\n")
    assert head.startswith("1 of 1 · Divergence · term") and head.endswith('note 001, "발산"')
    assert cell_len(head) == cell_len(bar) == 80
    assert task.startswith("one ") and how.startswith("Type one word.")
    assert how.endswith("h keys")


@pytest.mark.parametrize(
    ("basis", "head"), [(False, "Once more · Divergence"), (True, "What it builds on · Divergence")]
)
def test_a_question_asked_for_a_miss_says_so(basis, head):
    _, (said,) = asked()
    turn = replace(said.turn, pick=Pick("one", 5, again="two", basis=basis))
    assert screens().asked(Asked(turn)).plain.startswith(head)


def test_korean_and_english_are_two_screens():
    _, (said,) = asked()
    assert "1 / 1 · 발산 · 용어" in screens("ko").asked(said).plain


def test_without_a_learner_before_it_no_keys_are_named():
    _, (said,) = asked()
    assert "h keys" not in screens(keys=False).asked(said).plain


def test_plain_screens_draw_nothing():
    _, (said,) = real("kl-two-coins")
    plain = screens(plain=True).asked(said).plain
    assert not set("━─│⎛") & set(plain)


def test_a_long_head_is_cut_and_the_source_gives_way():
    _, (said,) = asked()
    head = screens(width=30).asked(said).plain.split("\n")[0]
    assert cell_len(head) <= 30 and "note" not in head


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 57, 80])
@pytest.mark.parametrize("plain", [False, True])
def test_every_kind_fits_the_screen(lang, width, plain):
    for entry in bank().entries:
        state, said = real(entry.id)
        shown = [screens(lang, width, plain=plain).asked(said[0])]
        for event in (Hint(), Skip()):
            state, said = state.after(event, at(5))
        shown.append(screens(lang, width, plain=plain).marked(said[1]))
        for screen in shown:
            lines = screen.plain.split("\n")
            code = {
                f"    {line}" for line in bank().question(entry.id).body.get("code", "").split("\n")
            }
            wide = [line for line in lines if cell_len(line) > width and line not in code]
            assert not wide, wide
            assert not any(line != line.rstrip() for line in lines)


def test_labels_stand_on_the_baseline_of_their_options():
    class Fractions(Word):
        def prompt(self, variant):
            made = super().prompt(variant)
            return replace(made, options=(Option("half", "1", text("$\\frac{1}{2}$ of all")),))

    _, (said,) = asked(Fractions())
    lines = screens().asked(said).plain.split("\n")
    assert any(line.startswith("  1  ") and line.endswith("of all") for line in lines)


def test_nothing_of_a_bank_reaches_the_terminal_as_a_command():
    class Hostile(Word):
        def prompt(self, variant):
            return replace(super().prompt(variant), text=text("x\x1b[2J"), code="a\x1b]0;t\x07")

    _, (said,) = asked(Hostile())
    assert "\x1b" not in screens().asked(said).plain


# --- marks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "sign", "says"),
    [
        ("yes", "✓", "Right."),
        ("half", "✗", "Partly right: 0.5 of 1."),
        ("no", "✗", "Not quite."),
        ("boom", "!", "a fault of ours (ZeroDivisionError)"),
    ],
)
def test_verdicts_in_words_and_signs(typed, sign, says):
    shown = screens().marked(marked(typed)).plain
    assert f"{sign} " in shown and says in shown
    assert ("Answer: yes" in shown) == (typed != "yes")
    assert "It is so." in shown
    assert f"{sign} " not in screens(plain=True).marked(marked(typed)).plain


def test_most_of_it_is_passed():
    said = marked("yes")
    said = replace(said, mark=Mark(0.75, (Message("x", text=text("One is missing.")),)))
    shown = screens().marked(said).plain
    assert "✓ Mostly right: 0.75 of 1.\nOne is missing." in shown


def test_a_fault_names_its_file():
    assert "/a/fault.txt" in screens().marked(marked("boom"), "/a/fault.txt").plain


def test_a_skip_shows_the_answer():
    state, _ = asked()
    shown = screens().marked(state.after(Skip(), at(3))[1][1]).plain
    assert "– Not known yet" in shown and "Answer: yes" in shown and "It is so." in shown


@pytest.mark.parametrize("width", [40, 80])
def test_a_formula_is_echoed_before_its_verdict(width):
    said = marked("no")
    said = replace(said, answer=Answer("x/2", 0, echo="\\frac{x}{2}"))
    shown = screens(width=width).marked(said).plain
    assert shown.index("we read this as") < shown.index("─") < shown.index("Not quite")


def test_an_erratum_and_the_reference_are_named():
    source = Source(reference="Bishop, PRML (2006)")
    shown = screens().marked(marked("yes", erratum="e001-kl-symmetric", source=source)).plain
    assert 'Source: note 001, "발산"; Bishop, PRML (2006)' in shown
    assert "e001-kl-symmetric" in shown


# --- asides --------------------------------------------------------------------------------------


def test_the_caret_stands_below_the_fault_also_behind_hangul():
    error = UnreadableError("unreadable_empty", column=3, how="x")
    lines = screens().unread(Unread("확률!", error)).plain.split("\n")
    assert lines[0] == " " * (2 + 4) + "^"
    far = UnreadableError("unreadable_empty", column=300, how="x")
    assert "^" not in screens().unread(Unread("x" * 400, far)).plain
    assert "^" not in screens().unread(Unread("", UnreadableError("unreadable_empty"))).plain


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("phase", [Phase.ANSWER, Phase.SECOND, Phase.NEXT])
def test_the_keys_of_each_phase(lang, phase):
    lines = screens(lang).keys(Keys(phase).phase).plain.split("\n")
    keys = {line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "}
    wanted = {Phase.ANSWER: {"?", "s"}, Phase.SECOND: {"s"}, Phase.NEXT: {"Enter"}}[phase]
    assert keys == wanted | set("euqh")


def test_every_text_that_a_session_needs_is_there():
    state, _ = asked()
    for event in (Doubt("x"), Hint()):
        said = state.after(event, at(1))[1]
        assert said
    for lang in LANGUAGES:
        texts = Texts(lang, "quiz")
        for kind in {entry.kind for entry in bank().entries}:
            assert texts.template(f"kind_{kind}")
        for key in ("marked", "skipped", "broken", "open"):
            assert key == "marked" or texts.template(f"verdict_{key}")


# --- notes ---------------------------------------------------------------------------------------


def test_a_passage_is_numbered_and_wrapped(tmp_path):
    from quiz.notes import passage

    (tmp_path / "001.txt").write_text("짧은 줄\n" + "긴 줄 " * 30, encoding="utf-8")
    found = passage(Source(note="001", lines="1-2"), tmp_path)
    lines = screens(width=40).passage(found).plain.split("\n")
    assert lines[0] == "  1  짧은 줄" and lines[1].startswith("  2  긴 줄")
    assert lines[2].startswith("     긴") and all(cell_len(line) <= 40 for line in lines)


def test_second_prompts_have_no_head():
    state, (said,) = real("hard-or-soft")
    state, (_, second) = state.after(Reply("k-means is hard"), at(5))
    assert isinstance(second, Asked) and isinstance(said.turn.prompt.variant, Variant)
    shown = screens().asked(second).plain
    assert "1 of 1" not in shown and "assigns hard" in shown
    state, (_, mark) = state.after(Reply("1"), at(9))
    assert isinstance(mark, Marked)
    assert "shares it out" in shown and "shares it out" not in screens().marked(mark).plain
