"""Which lines are commands rather than answers. Pure.

A command is a whole line: one letter, a word such as "idk", or a colon and the letter, which is a
command always. A letter that can be the answer to the question at hand is that answer: `q` where a
formula may use q, `1` where an option is labelled so. What the screen does not show as an answer is
none: `e` asks for the source also where five options could be read as a to e, since a look at the
notes costs nothing and a wrong answer does.
"""

from __future__ import annotations

from quiz.events import Doubt, Event, Help, Hint, Leave, Look, Next, Phase, Reply, Skip, Turn
from quiz.keyboard import strokes

#: What each key asks for.
KEYS: dict[str, Event] = {
    "?": Hint(),
    "s": Skip(),
    "e": Look(),
    "u": Doubt(),
    "q": Leave(),
    "h": Help(),
}
_WORDS = {"help": "h", "quit": "q", "exit": "q"}
_WORDS |= dict.fromkeys(("skip", "idk", "i don't know", "i dont know", "don't know"), "s")
_WORDS |= dict.fromkeys(("모름", "몰라", "몰라요", "모르겠다", "모르겠어요", "모르겠습니다"), "s")


def event_of(line: str, phase: Phase, turn: Turn | None) -> Event | None:
    """What a line asks for.

    Returns:
        None for an unknown command after a colon, and for anything but a command where a mark is
        being read.
    """
    text = line.strip().replace("？", "?")
    if text.startswith(":"):
        return _command(text[1:].strip())
    if phase is Phase.NEXT:
        return Next() if not text else _command(text)
    event = _command(text) if _is_key(text) else None
    if event is None or (phase is Phase.ANSWER and turn and _can_be_answer(text, turn)):
        return Reply(line)
    return event


def _is_key(text: str) -> bool:
    return _key(text) in KEYS


def _key(word: str) -> str:
    """The key of a word; with the Korean layout still on, ㄴ is on the key of s."""
    small = word.casefold()
    return _WORDS.get(small) or (strokes(small) if len(small) == 1 else small)


def _command(text: str) -> Event | None:
    word, _, rest = (text, "", "") if text.casefold() in _WORDS else text.partition(" ")
    event = KEYS.get(_key(word))
    if isinstance(event, Doubt):
        return Doubt(rest.strip())
    return None if rest else event


def _can_be_answer(text: str, turn: Turn) -> bool:
    """Whether a single letter is a possible answer, as far as the screen shows."""
    kind, prompt = turn.kind, turn.prompt
    try:
        answer = kind.read(prompt, text)
        if kind.second(prompt, answer) is not None:  # an essay of one letter
            return False
        shown = {option.label for option in (*prompt.options, *prompt.others)}
        shown |= set(turn.question.body.get("names", ()))
        if text in shown:
            return True
        if prompt.options:
            return False
        mark = kind.mark(prompt, answer)
    except Exception:  # unreadable, undecided, or a fault of ours: then it is no answer
        return False
    return mark.score > 0 or bool(mark.says)
