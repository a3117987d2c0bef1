"""Skeletons of questions, to be filled in by hand: one for each kind, with remarks."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from basis.yamltree import load
from quiz.errors import UsageError
from quiz.kinds.registry import KINDS
from quiz.syllabus import Syllabus, nearest


def skeleton(kind: str, topic: str, syllabus: Syllabus, lang: str) -> str:
    """The skeleton of a kind, in YAML that is a question already.

    Args:
        kind: "" for `choice`.
        topic: whose first concept it asks about; "" for the first topic.
        syllabus: knows the concepts.
        lang: in which the remarks are.
    """
    kind = kind or next(iter(KINDS))
    topic = topic or next(iter(syllabus.topics))
    name = f"skeletons.{lang}.yaml"
    texts = load(
        files("quiz.authoring").joinpath(name).read_text(encoding="utf-8"), Path(name)
    ).data
    common, own = str(texts["common"]), str(texts[kind])
    known = {"KIND": kind, "CONCEPT": syllabus.topics[topic].concepts[0]}
    for place, value in known.items():
        common = common.replace(place, value)
    if kind == "cloze":  # has a prompt of its own, with blanks
        rows = common.splitlines(keepends=True)
        common = "".join(row for row in rows if not row.startswith("  prompt:"))
    return common + "".join(f"  {row}" for row in own.splitlines(keepends=True)).rstrip("\n")


def known_kind(kind: str) -> str:
    """A kind that exists, or "".

    Raises:
        UsageError: if there is no such kind.
    """
    if kind and kind not in KINDS:
        near = nearest(kind, KINDS)
        key = "new_kind_unknown_near" if near else "new_kind_unknown"
        raise UsageError(key, kind=kind, near=near, known=list(KINDS))
    return kind


def known_topic(topic: str, syllabus: Syllabus) -> str:
    """A topic that exists, or "".

    Raises:
        UsageError: if there is no such topic.
    """
    if topic and topic not in syllabus.topics:
        near = nearest(topic, syllabus.topics)
        raise UsageError("new_no_topic_near" if near else "new_no_topic", near=near)
    return topic
