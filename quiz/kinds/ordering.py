"""Kind `ordering`: items are put into the right order, or into one of several right ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from basis.texts import Message, Text
from quiz.errors import UnreadableError
from quiz.finding import Problem
from quiz.kinds.kind import Kind
from quiz.kinds.labels import numbers, read_options
from quiz.kinds.options import (
    Entry,
    entries,
    label_of,
    labelled,
    name_problems,
    option_problems,
    spell_names,
)
from quiz.kinds.precedence import (
    Pair,
    expected_chain,
    longest_chain,
    order_problems,
    wanted_pairs,
)
from quiz.kinds.prompting import make_prompt, prompt_problems, remark, remark_problems
from quiz.kinds.shuffling import shuffled
from quiz.mark import Answer, Mark
from quiz.prompt import Prompt, Variant
from quiz.question import Question

#: Draws of an order until it is a wrong one.
_TURNS = 20


class Ordering(Kind):
    """Key and value are names of items in order; the key is the author's order.

    Where items say what they come `after`, only that is wanted, and the score is the share of the
    pairs kept. Else it is (L - 1) / (n - 1), when L of n items form the longest chain that is in
    order: the order back to front is worth nothing.
    """

    def problems(self, question: Question) -> Iterator[Problem]:
        """Names that stand twice, an order that contradicts itself."""
        things = entries(question, "items")
        yield from name_problems(things)
        yield from order_problems(things)

    def prompt(self, variant: Variant) -> Prompt:
        """Items in a drawn order that is not a right one."""
        things = entries(variant.question, "items")
        options = labelled(variant, _misplaced(variant, things), numbers(len(things)))
        labels = label_of(options)
        right = " → ".join(labels[thing.name] for thing in things)
        # As an example stands the order on screen, which is sure to be wrong.
        how = Message("how_ordering", {"example": " ".join(labels.values())})
        return make_prompt(
            variant,
            how=how,
            key=tuple(thing.name for thing in things),
            key_text=Text(right, right),
            options=options,
        )

    def variant_problems(self, prompt: Prompt) -> Iterator[Problem]:
        """Items that look the same, texts that are empty or cannot be filled."""
        yield from prompt_problems(prompt)
        yield from option_problems(prompt.options, entries(prompt.question, "items"))
        yield from remark_problems(prompt.variant, prompt.question.body["why"], ("why",))

    def read(self, prompt: Prompt, typed: str) -> Answer:
        """All labels, each once."""
        named = read_options(prompt, typed, prompt.options, dashes=True)
        missing = [option.label for option in prompt.options if option not in named]
        if missing:
            raise UnreadableError("unreadable_missing", missing=missing, how=prompt.how)
        return Answer(typed, tuple(option.name for option in named))

    def mark(self, prompt: Prompt, answer: Answer) -> Mark:
        """Names the first item that stands too early, and what has to come before it."""
        order = answer.value
        pairs = wanted_pairs(entries(prompt.question, "items"))
        if pairs is None:
            broken = [pair for pair in zip(prompt.key, order, strict=True) if pair[0] != pair[1]]
            chain = longest_chain([prompt.key.index(name) for name in order])
            score = (chain - 1) / (len(order) - 1)
        else:
            broken = _broken(order, pairs)
            score = 1 - len(broken) / len(pairs)
        if not broken:
            return Mark(1.0)
        before, early = broken[0]
        text = {option.name: option.text for option in prompt.options}
        fields = {"place": order.index(early) + 1, "early": text[early], "before": text[before]}
        said = remark(prompt.variant, prompt.question.body["why"], ("why",))
        return Mark(score, (Message("ordering_broken", fields), *said), says=(early,))

    def spell(self, prompt: Prompt, answer: str) -> str:
        """Labels for the names of items."""
        return spell_names(answer, label_of(prompt.options))

    def chance(self, prompt: Prompt) -> float:
        """The mean over all orders."""
        if wanted_pairs(entries(prompt.question, "items")) is not None:
            return 0.5
        count = len(prompt.options)
        return (expected_chain(count) - 1) / (count - 1)


def _broken(order: Sequence[str], pairs: Sequence[Pair]) -> list[Pair]:
    """The wanted pairs that stand the wrong way round, as they come in the answer."""
    place = {name: index for index, name in enumerate(order)}
    broken = [pair for pair in pairs if place[pair[0]] > place[pair[1]]]
    return sorted(broken, key=lambda pair: (place[pair[1]], place[pair[0]]))


def _misplaced(variant: Variant, things: Sequence[Entry]) -> Sequence[Entry]:
    """A drawn order that is not a right one."""
    names = [thing.name for thing in things]
    pairs = wanted_pairs(things)
    for turn in range(_TURNS):
        shown = [things[place] for place in shuffled(len(things), variant, turn)]
        order = [thing.name for thing in shown]
        if order != names if pairs is None else _broken(order, pairs):
            return shown
    return things[::-1]  # keeps no pair at all
