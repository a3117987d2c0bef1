"""Which lines are commands of an exam rather than answers. Pure; compare quiz/keys.py.

A command is a whole line: a letter, a word, `g` with a number, or a colon and any of these, which
is a command always. A letter that can be read as an answer to the question at hand is that answer,
as `f` is where true or false is asked for. Whether it can be one is decided without its mark: the
mark of a letter would be a hint. Where any letter could be read as a term, letters are commands.
`e` hands in, also where it could be Euler's number: the one asks once more, the other would take
the place of an answer.
"""

from __future__ import annotations

import re

from quiz.events import Help, Leave, Next, Reply, Skip, Turn
from quiz.exam.events import Back, Event, Flag, Go, HandIn, List, Phase, Withdraw
from quiz.keyboard import strokes

#: What each key asks for.
KEYS: dict[str, Event] = {
    "n": Next(),
    "b": Back(),
    "f": Flag(),
    "l": List(),
    "w": Withdraw(),
    "e": HandIn(),
    "q": Leave(),
    "h": Help(),
    # As in practice, as far as exams go: there are no hints, and what is skipped stays open.
    "?": Help(),
    "s": Next(),
}
_WORDS = {"next": "n", "back": "b", "flag": "f", "list": "l", "withdraw": "w", "help": "h"}
_WORDS |= dict.fromkeys(("skip", "idk", "모름"), "s")
_WORDS |= dict.fromkeys(("submit", "hand in", "제출"), "e") | dict.fromkeys(("quit", "exit"), "q")
_WORDS |= dict.fromkeys(("g", "go", "ㅎ"), "h")  # whoever leaves the number out sees how it goes
_GO = re.compile(r"(?:g|go|ㅎ)\s*([0-9]{1,4})", re.IGNORECASE)
_YES = frozenset({"y", "yes", "예", "네", "응", "ㅇ", "ㅛ", "제출"})
_SKIPS = frozenset({"s", "ㄴ", "skip"})

#: Kinds that take any text for an answer.
_WORDY = frozenset({"text", "cloze", "output", "essay"})


def event_of(line: str, phase: Phase, turn: Turn | None) -> Event | None:
    """What a line asks for.

    Returns:
        None for an unknown command after a colon.
    """
    text = line.strip()
    bare = text.removeprefix(":").strip()
    if phase is Phase.SURE:
        if bare.casefold() in _YES:
            return HandIn(sure=True)
        return Leave() if _command(bare) == Leave() else Back()
    if phase is Phase.TICK:
        skips = bare.casefold() in _SKIPS
        event = Skip() if skips else _command(bare) if _command(bare) in (Leave(), Help()) else None
        return event or (None if text.startswith(":") else Reply(line))
    if text.startswith(":"):
        return _command(bare)
    if not text:
        return Next()
    event = _command(text)
    if event is None or (event != HandIn() and turn and can_be_answer(text, turn)):
        return Reply(line)
    return event


def turned(line: str) -> Next | Back | Leave | None:
    """What a line asks for between two pages of a report; None for anything else."""
    text = line.strip().removeprefix(":").strip()
    event = _command(text) if text else Next()
    return event if isinstance(event, Next | Back | Leave) else None


def _command(text: str) -> Event | None:
    if go := _GO.fullmatch(text):
        return Go(int(go[1]))
    small = text.casefold()
    return KEYS.get(_WORDS.get(small) or (strokes(small) if len(small) == 1 else small))


def can_be_answer(text: str, turn: Turn) -> bool:
    """Whether a text that is a command can be meant as an answer, as far as the screen shows."""
    if turn.question.kind in _WORDY:
        return False
    try:
        turn.kind.read(turn.prompt, text)
    except Exception:  # unreadable, or a fault of ours: then it is no answer
        return False
    shown = {option.label for option in (*turn.prompt.options, *turn.prompt.others)}
    return text in shown if turn.prompt.options else True
