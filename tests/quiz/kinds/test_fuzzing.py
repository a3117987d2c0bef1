"""A short run of the fuzzer; a long one is started by hand."""

from tests.quiz.kinds.fuzzing import fuzz_choices


def test_any_answer_is_marked_or_unreadable():
    outcomes = fuzz_choices(2000, seed=1)
    for kind in ("choice", "choices", "truefalse", "ordering", "matching", "essay"):
        assert outcomes[f"{kind} right"] + outcomes[f"{kind} wrong"] > 0
        assert any(f"{kind} unreadable" in outcome for outcome in outcomes)
