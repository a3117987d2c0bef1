"""The interview of `quiz new`: from the first word about a topic to a whole question."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from basis.texts import LANGUAGES, Message, Text, in_both
from quiz.authoring.bodies import ask_gapped, body
from quiz.authoring.interview import (
    Ask,
    Interview,
    Show,
    ask,
    ask_option,
    ask_text,
    ask_truth,
    slug,
    something,
    with_way_back,
)
from quiz.authoring.search import plain
from quiz.errors import UnreadableError
from quiz.kinds.registry import KINDS
from quiz.syllabus import Syllabus, nearest

#: Topics that are offered at a time.
_MOST = 9
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PARAM = re.compile(r"(?P<name>[a-z][a-z0-9_]*)\s*[:=]\s*(?P<values>.+)")
_RANGE = re.compile(r"(-?\d+)\s*\.\.\s*(-?\d+)|(-?\d+\.\d+)\s*\.\.\s*(-?\d+\.\d+)")
#: Kinds whose keys are computed, and so may have parameters.
_DRAWN = frozenset(("numeric", "vector", "formula"))


@dataclass(frozen=True)
class Draft:
    """A question that was asked for.

    Attributes:
        path: its bank, relative to the folder of the banks.
        question: its keys, in their order.
    """

    path: str
    question: Mapping[str, Any]


def confirmed(
    syllabus: Syllabus, taken: Collection[str], kind: str = "", topic: str = ""
) -> Interview[Draft | None]:
    """Ask for a question, show it, and ask whether it is to be written; None if it is not.

    Any question may be asked again by typing BACK. Arguments as for `interview`.
    """

    def whole() -> Interview[Draft | None]:
        draft = yield from interview(syllabus, taken, kind, topic)
        yield Show(draft)
        return draft if (yield from ask_truth("new_write", kept=False)) else None

    return with_way_back(whole)


def interview(
    syllabus: Syllabus, taken: Collection[str], kind: str = "", topic: str = ""
) -> Interview[Draft]:
    """Ask for a question.

    Args:
        syllabus: topics and concepts.
        taken: ids of other questions.
        kind: asked for if "".
        topic: asked for if "".
    """
    topic = topic or (yield from _topic(syllabus))
    kind = kind or (yield from ask_option("new_kind", _kinds()))
    concepts = {id: _fact(syllabus, id) for id in syllabus.topics[topic].concepts}
    question: dict[str, Any] = {"id": "", "kind": kind}
    question["concepts"] = [(yield from ask_option("new_concept", concepts))]
    question["difficulty"] = yield from ask(Ask("new_difficulty", default="2"), _difficulty)
    if kind in _DRAWN and (params := (yield from _params())):
        question["params"] = params
    question["prompt"] = yield from (ask_gapped() if kind == "cloze" else ask_text("new_prompt"))
    own = yield from body(kind, question)
    question["explanation"] = yield from ask_text("new_explanation")
    question["hint"] = yield from ask_text("new_hint")
    question |= own
    default = slug(question["prompt"], taken, topic, words=5)
    question["id"] = yield from ask(Ask("new_id", default=default), lambda typed: _id(typed, taken))
    return Draft(f"{syllabus.topics[topic].area}/{topic}.yaml", question)


def find_topics(syllabus: Syllabus, words: str) -> list[str]:
    """Topics that have all of these words in their id, a title or a concept; best ones first."""
    sought = [plain(word) for word in words.split()]
    ranked: list[tuple[int, int, str]] = []
    for topic in syllabus.topics.values():
        head = plain(" ".join((topic.id, topic.title.ko, topic.title.en)))
        facts = plain(" ".join(syllabus.concepts[id].text for id in topic.concepts))
        if all(word in head + facts for word in sought):
            ranked.append((sum(word not in head for word in sought), len(ranked), topic.id))
    return [id for _, _, id in sorted(ranked)]


def _topic(syllabus: Syllabus) -> Interview[str]:
    def read(typed: str) -> list[str]:
        if typed in syllabus.topics:
            return [typed]
        found = find_topics(syllabus, something(typed))[:_MOST]
        if not found:
            near = nearest(typed, syllabus.topics)
            raise UnreadableError("new_no_topic_near" if near else "new_no_topic", near=near)
        return found

    found = yield from ask(Ask("new_topic"), read)
    if len(found) == 1:
        return found[0]
    return (yield from ask_option("new_which_topic", {id: _titled(syllabus, id) for id in found}))


def _titled(syllabus: Syllabus, id: str) -> Text:
    title = syllabus.topics[id].title
    return Text(**{lang: f"{title.in_language(lang)} ({id})" for lang in LANGUAGES})


def _fact(syllabus: Syllabus, id: str) -> str | Text:
    """What a concept says; in Korean too where the notes had to be corrected."""
    concept = syllabus.concepts[id]
    erratum = syllabus.errata.get(concept.erratum)
    if erratum is None:
        return concept.text
    return Text(ko=f"{concept.text} ({erratum.correct.ko})", en=concept.text)


def _kinds() -> dict[str, Text]:
    what = {kind: {"kind": kind, "what": Message(f"new_is_{kind}")} for kind in KINDS}
    return {kind: in_both("quiz", "new_kind_is", fields) for kind, fields in what.items()}


def _difficulty(typed: str) -> int:
    if typed not in ("1", "2", "3", "4", "5"):
        raise UnreadableError("new_no_difficulty")
    return int(typed)


def _id(typed: str, taken: Collection[str]) -> str:
    if not _ID.fullmatch(typed) or len(typed) > 80:
        raise UnreadableError("new_no_id")
    if typed in taken:
        raise UnreadableError("new_id_taken", id=typed)
    return typed


# --- Parameters ----------------------------------------------------------------------------------


def _params() -> Interview[dict[str, Any]]:
    found: dict[str, Any] = {}

    def read(typed: str) -> dict[str, Any]:
        param = read_param(typed)
        for name in param.keys() & found:
            raise UnreadableError("new_param_twice", name=name)
        return param

    while param := (yield from ask(Ask("new_param"), read)):
        found |= param
    return found


def read_param(typed: str) -> dict[str, Any]:
    """A parameter: `p: 0.5, 0.6`, `n: 2..9`, `x: 0.5..2.0`; nothing of nothing.

    Raises:
        UnreadableError: if it is none of these.
    """
    if not typed:
        return {}
    match = _PARAM.fullmatch(typed)
    if match is None:
        raise UnreadableError("new_no_param")
    if bounds := _RANGE.fullmatch(match["values"].strip()):
        ends = [bound for bound in bounds.groups() if bound is not None]
        whole = bounds[1] is not None
        low, high = map(int, ends) if whole else map(float, ends)
        if low >= high:
            raise UnreadableError("new_no_param")
        if whole:
            return {match["name"]: {"integer": [low, high]}}
        decimals = max(len(end.partition(".")[2]) for end in ends)
        return {match["name"]: {"real": [low, high], "decimals": decimals}}
    values = [part.strip() for part in match["values"].split(",")]
    try:
        return {match["name"]: {"choose": [_number(value) for value in values]}}
    except ValueError:
        raise UnreadableError("new_no_param") from None


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
