"""What only one kind of question has, asked of its author: one interview a kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

from basis.texts import Message
from quiz.authoring.interview import (
    Ask,
    Interview,
    ask,
    ask_option,
    ask_short,
    ask_text,
    ask_truth,
    slug,
    something,
)
from quiz.errors import FormulaError, UnreadableError
from quiz.language.grammar import parse

Body = dict[str, Any]

_GAP = re.compile(r"\[\[\s*([a-z0-9-]+)\s*\]\]")
_NAME = re.compile(r"[A-Za-zΑ-Ωα-ω][A-Za-zΑ-Ωα-ω0-9_]*")
_LEAST = 2  # of whatever is chosen, ordered or matched
_DOMAINS = {name: name for name in ("real", "positive", "prob", "integer")}


def body(kind: str, question: Mapping[str, Any]) -> Interview[Body]:
    """The keys of a kind, with sample answers where they follow from the rest.

    Args:
        kind: name of the kind.
        question: what is known already: the prompt, the parameters.
    """
    return (yield from _BODIES[kind](question))


# --- Choosing ------------------------------------------------------------------------------------


def _choice(question: Mapping[str, Any], several: bool = False) -> Interview[Body]:
    rows: list[Body] = []
    while True:
        right = [row["name"] for row in rows if row.get("correct")]
        wrong = [row["name"] for row in rows if not row.get("correct")]
        enough = bool(right and wrong)
        text = yield from ask_short("new_option", required=not enough, number=len(rows) + 1)
        if not text:
            break
        row: Body = {"name": _named(text, rows), "text": text}
        if (several or not right) and (yield from ask_truth("new_option_right")):
            row["correct"] = True
        else:
            row["why"] = yield from ask_text("new_option_why")
        rows.append(row)
    tests = [{"answer": " ".join(right), "mark": 1}]
    if not several:
        tests.append({"answer": wrong[0], "mark": 0, "says": wrong[0]})
    return {"choices": rows, "tests": tests}


def _truefalse(question: Mapping[str, Any]) -> Interview[Body]:
    answer = yield from ask_truth("new_truth")
    words = {True: "true", False: "false"}
    tests = [{"answer": words[answer], "mark": 1}, {"answer": words[not answer], "mark": 0}]
    return {"answer": answer, "tests": tests}


# --- Computing -----------------------------------------------------------------------------------


def _numeric(question: Mapping[str, Any]) -> Interview[Body]:
    names = [*question.get("params", {}), *question.get("let", {})]
    answer = yield from ask_expression("new_number", names)
    return {
        "answer": answer,
        **(yield from _tolerance()),
        **(yield from _mistakes(partial(ask_expression, "new_mistake", names, required=False))),
        **(yield from _samples()),
    }


def _vector(question: Mapping[str, Any]) -> Interview[Body]:
    names = [*question.get("params", {}), *question.get("let", {})]

    def read(typed: str, required: bool = True) -> Any:
        rows = [row for row in something(typed).split(";")] if required or typed else []
        matrix = [[expression(part, names) for part in _apart(row)] for row in rows]
        if any(len(row) != len(matrix[0]) for row in matrix):
            raise UnreadableError("new_ragged")
        return matrix[0] if len(matrix) == 1 else matrix

    answer = yield from ask(Ask("new_vector"), read)
    mistake = partial(ask, Ask("new_mistake"), partial(read, required=False))
    return {
        "answer": answer,
        **(yield from _tolerance()),
        **(yield from _mistakes(mistake)),
        **(yield from _samples()),
    }


def _formula(question: Mapping[str, Any]) -> Interview[Body]:
    known = [*question.get("params", {}), *question.get("let", {})]
    listed = yield from ask(Ask("new_names"), _names)
    names = {}
    for name in listed:
        names[name] = yield from ask_option("new_domain", _DOMAINS, name=name)
    everything = [*listed, *known]
    mistake = partial(ask_expression, "new_mistake", everything, required=False)
    return {
        "answer": (yield from ask_expression("new_formula", everything)),
        "names": names,
        **(yield from _mistakes(mistake)),
        **(yield from _samples()),
    }


def ask_expression(key: str, names: Collection[str], required: bool = True) -> Interview[str]:
    """An expression of the closed language, which is read at once."""

    def read(typed: str) -> str:
        return expression(typed, names) if typed or required else ""

    return (yield from ask(Ask(key, {"known": list(names)}), read))


def expression(typed: str, names: Collection[str]) -> str:
    """An expression that can be read.

    Raises:
        UnreadableError: if it cannot; says why.
    """
    try:
        parse(something(typed), names)
    except FormulaError as error:
        raise UnreadableError(error.key, **error.fields) from None
    return typed.strip()


def _apart(row: str) -> list[str]:
    """The parts between commas that stand in no brackets."""
    parts, depth = [""], 0
    for letter in row:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def _names(typed: str) -> list[str]:
    names = typed.replace(",", " ").split()
    if not names or not all(map(_NAME.fullmatch, names)):
        raise UnreadableError("new_no_names")
    return list(dict.fromkeys(names))


def _tolerance() -> Interview[Body]:
    def read(typed: str) -> Body:
        if not typed:
            return {}
        if not typed.isdecimal() or int(typed) > 9:
            raise UnreadableError("new_no_decimals")
        return {"tolerance": {"decimals": int(typed)}}

    return (yield from ask(Ask("new_decimals"), read))


def _mistakes(answer: Callable[[], Interview[Any]]) -> Interview[Body]:
    """Misconceptions, until an empty one."""
    rows: list[Body] = []
    while value := (yield from answer()):
        why = yield from ask_text("new_why")
        rows.append({"name": _named(why, rows), "answer": value, "why": why})
    return {"misconceptions": rows} if rows else {}


def _samples() -> Interview[Body]:
    """A sample answer that is right, if the author has one."""
    right = yield from ask(Ask("new_sample"), str)
    return {"tests": [{"answer": right, "mark": 1}]} if right else {}


# --- Words ---------------------------------------------------------------------------------------


def _aliases() -> Interview[dict[str, list[str]]]:
    found = {}
    for lang in ("ko", "en"):
        found[lang] = yield from ask(Ask(f"new_aliases_{lang}"), _listed)
    return found


def _listed(typed: str) -> list[str]:
    return [part.strip() for part in something(typed).split(",") if part.strip()]


def _text(question: Mapping[str, Any]) -> Interview[Body]:
    answers = yield from _aliases()
    return {"answers": answers, "tests": [{"answer": answers["en"][0], "mark": 1}]}


def ask_gapped() -> Interview[dict[str, str]]:
    """The text of a cloze in both languages, with the same blanks in both."""
    found: dict[str, str] = {}

    def read(typed: str) -> str:
        names = sorted(_GAP.findall(something(typed)))
        wanted = sorted(_GAP.findall(found["ko"])) if found else sorted(set(names))
        if not names:
            raise UnreadableError("new_no_blanks")
        if names != wanted:
            raise UnreadableError("new_other_blanks", wanted=[f"[[{name}]]" for name in wanted])
        return typed

    for lang in ("ko", "en"):
        asked = Ask("new_prompt_blanks", {"language": Message(f"language_{lang}")})
        found[lang] = yield from ask(asked, read)
    return found


def _cloze(question: Mapping[str, Any]) -> Interview[Body]:
    blanks: Body = {}
    for name in dict.fromkeys(_GAP.findall(question["prompt"]["ko"])):
        words = yield from ask_truth("new_blank_words", name=name)
        if words:
            blanks[name] = {"answers": (yield from _aliases())}
        else:
            blanks[name] = {"answer": (yield from ask_expression("new_number", ()))}
            blanks[name] |= yield from _tolerance()
    return {"blanks": blanks}


def _output(question: Mapping[str, Any]) -> Interview[Body]:
    code = yield from ask(Ask("new_code", block=True), something)
    answer = yield from ask(Ask("new_output", block=True), something)
    return {"code": code, "answer": answer}


def _essay(question: Mapping[str, Any]) -> Interview[Body]:
    model = yield from ask_text("new_model")
    rows = yield from _things("new_point", "text", 1)
    return {"model": model, "rubric": rows, "tests": [{"answer": _all(rows), "mark": 1}]}


# --- Arranging -----------------------------------------------------------------------------------


def _ordering(question: Mapping[str, Any]) -> Interview[Body]:
    rows = yield from _things("new_item", "text", _LEAST)
    return {"items": rows, "tests": [{"answer": _all(rows), "mark": 1}]}


def _matching(question: Mapping[str, Any]) -> Interview[Body]:
    rows: list[Body] = []
    while left := (
        yield from ask_short("new_left", required=len(rows) < _LEAST, number=len(rows) + 1)
    ):
        right = yield from ask_short("new_right")
        rows.append({"name": _named(left, rows), "left": left, "right": right})
    pairs = " ".join(f"{row['name']}={row['name']}" for row in rows)
    return {"pairs": rows, "tests": [{"answer": pairs, "mark": 1}]}


def _things(key: str, field: str, least: int) -> Interview[list[Body]]:
    """Texts with names, until an empty one."""
    rows: list[Body] = []
    while text := (yield from ask_short(key, required=len(rows) < least, number=len(rows) + 1)):
        rows.append({"name": _named(text, rows), field: text})
    return rows


def _named(text: Any, rows: list[Body]) -> str:
    taken = [row["name"] for row in rows]
    return slug(text, taken, f"option-{len(rows) + 1}")


def _all(rows: list[Body]) -> str:
    return " ".join(row["name"] for row in rows)


_BODIES: Mapping[str, Callable[[Mapping[str, Any]], Interview[Body]]] = {
    "choice": _choice,
    "choices": partial(_choice, several=True),
    "truefalse": _truefalse,
    "numeric": _numeric,
    "vector": _vector,
    "formula": _formula,
    "text": _text,
    "cloze": _cloze,
    "ordering": _ordering,
    "matching": _matching,
    "output": _output,
    "essay": _essay,
}
