"""What a mock exam says before its end, laid out for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text as Line

from basis.layout import pad, pad_left, shorten, visible, wrap
from basis.texts import in_both
from quiz.events import Turn
from quiz.exam.events import Asked, Begun, Heard, Left, Listed, Noted, Sure
from quiz.exam.keys import can_be_answer
from quiz.exam.paper import Paper
from quiz.exam.sheets import Sheet, Void
from quiz.mark import Answer
from quiz.screens import Screens, joined

#: The keys below every question, and their words.
_KEYS = {
    "f": "exam_key_flag",
    "b": "exam_key_back",
    "n": "exam_key_next",
    "l": "exam_key_list",
    "h": "exam_key_help",
}
#: All keys, and what they do.
_HELP = {
    "n": "exam_keys_n",
    "b": "exam_keys_b",
    "g 7": "exam_keys_g",
    "f": "exam_keys_f",
    "w": "exam_keys_w",
    "l": "exam_keys_l",
    "e": "exam_keys_e",
    "q": "exam_keys_q",
    "h": "exam_keys_h",
}
_HURRY_S = 300  # from here on the time left is bold


class ExamScreens(Screens):
    """Lays out what an exam says, in one language and width."""

    # --- The beginning, and a question -----------------------------------------------------------

    def begun(self, begun: Begun) -> Line:
        """What paper it is, how an exam works, and what of it cannot be sat."""
        paper, away = begun.exam.paper, begun.away
        lines = self._wrapped(self.head(paper), "bold")
        end = f"{begun.exam.deadline:%H:%M}"
        if not begun.kept:
            lines += self._wrapped(self._texts("exam_unkept"), "bold")
        if away is None:
            key = "exam_rules" if begun.kept else "exam_rules_unkept"
            lines += self._wrapped(self._texts(key, end=end), "dim")
        elif away >= 60:
            minutes = round(away / 60)
            lines += self._wrapped(self._texts("exam_away_minutes", minutes=minutes, end=end))
        else:
            lines += self._wrapped(self._texts("exam_away_seconds", seconds=round(away), end=end))
        for why in ("changed", "gone", "broken"):
            if places := _void(begun.sheets, why):
                said = self._texts(f"exam_void_{why}", numbers=listed(places))
                lines += self._wrapped(said, "yellow")
        return joined(lines)

    def head(self, paper: Paper) -> str:
        """What paper it is, in one line."""
        return self._texts(
            "exam_head",
            title=paper.title,
            minutes=paper.minutes,
            count=len(paper.items),
            blueprint=paper.blueprint,
            seed=paper.seed,
        )

    def question(self, asked: Asked) -> Line:
        """A question; after the end, what is asked about the answer to an essay."""
        prompt = asked.second or asked.turn.prompt
        lines = [*self._place(asked), Line()]
        if asked.second:
            lines += [*self._typed("exam_your_answer", asked.typed), Line()]
        lines += [*self._task(prompt, second=asked.second is not None), Line()]
        if asked.second:
            return joined([*lines, *self._prose(self._texts("exam_ask_ticks", how=prompt.how))])
        if asked.typed:
            lines += self._typed("exam_so_far", asked.typed)
        return joined([*lines, *self._how_exam(asked.turn)])

    def _place(self, asked: Asked) -> Iterator[Line]:
        """Where the question stands, and the time that is left at the right end."""
        said = self._texts(
            "exam_place",
            place=asked.turn.place,
            total=asked.turn.total,
            points=asked.points,
            area=self.area(asked.area),
        )
        if asked.flagged:
            said += f" · {self._texts('exam_flag')}"
        left = "" if asked.second else self._texts("exam_left", clock=clock(asked.left))
        room = self._width - cell_len(left) - 2
        said = shorten(visible(said), room)
        hurry = "bold" if asked.left < _HURRY_S else "not bold dim"
        yield Line(pad(said, room), "bold").append(f"  {left}", hurry)
        if not self._plain:
            yield Line("─" * self._width, "dim")

    def _how_exam(self, turn: Turn) -> Iterator[Line]:
        essay = turn.question.kind == "essay" and self._keys
        how = self._texts("ask_essay" if essay else "ask_how", how=turn.prompt.how)
        lines = self._prose(how, "dim")
        yield from lines[:-1]
        last = lines[-1]
        keys = "  ".join(
            f"[{':' if can_be_answer(key, turn) else ''}{key}] {self._texts(text)}"
            for key, text in _KEYS.items()
        )
        room = self._width - cell_len(last.plain) - cell_len(keys)
        if not self._keys:
            yield last
        elif room >= 3:
            yield last.append(" " * room + keys, "dim")
        else:
            yield last
            yield Line(pad_left(keys, self._width), "dim")

    # --- What comes of an answer -----------------------------------------------------------------

    def heard(self, heard: Heard) -> Line:
        """An answer, as it was understood."""
        key = "exam_kept" if heard.kept else "exam_waits"
        if heard.answer is None:
            return joined(self._typed(f"{key}_unread", heard.typed))
        lines = [*self._echo(heard.answer)][:-1]  # without the empty line
        answer = self._understood(heard.turn, heard.answer)
        if heard.before.strip() not in ("", heard.typed.strip()):
            before = _short(visible(heard.before))
            said = self._texts(f"{key}_instead", answer=answer, before=before)
        else:
            said = self._texts(key, answer=answer)
        prose = heard.turn.prompt.options  # elsewhere it is what the learner typed
        return joined([*lines, *(self._prose(said) if prose else self._wrapped(said))])

    def _understood(self, turn: Turn, answer: Answer) -> str:
        """An answer in words: its options with their texts, true or false, or as it was typed."""
        prompt, value = turn.prompt, answer.value
        if isinstance(value, bool):
            return self._texts.pick(in_both("quiz", f"truefalse_{value}".lower(), {}))
        if prompt.others or not prompt.options:
            return _short(visible(answer.typed))
        by_name = {option.name: option for option in prompt.options}
        names = [value] if isinstance(value, str) else value
        chosen = [by_name[name] for name in names if name in by_name]
        parts = [f"{option.label}. {self._texts.pick(option.text).strip()}" for option in chosen]
        return "; ".join(parts) or _short(visible(answer.typed))

    # --- What a learner asks for -----------------------------------------------------------------

    def listed(self, said: Listed) -> Line:
        """One row for each question."""
        items = said.progress.exam.paper.items
        states = {key: self._texts(f"exam_state_{key}") for key in ("answered", "open", "void")}
        heads = [self._texts(f"exam_list_{key}") for key in ("number", "points", "state", "answer")]
        flag = self._texts("exam_flag")
        first, second = max(5, cell_len(heads[0]) + 2), max(8, cell_len(heads[1]) + 2)
        third = max(map(cell_len, [*states.values(), heads[2]])) + 2
        fourth = cell_len(flag) + 2
        head = pad_left(heads[0], first) + pad_left(heads[1], second)
        lines = [Line(f"{head}   {pad(heads[2], third)}{' ' * fourth}{heads[3]}", "dim")]
        room = self._width - first - second - third - fourth - 3
        for place, (item, sheet) in enumerate(zip(items, said.sheets, strict=True)):
            given = said.progress.answers.get(place)
            state = "void" if isinstance(sheet, Void) else "answered" if given else "open"
            flagged = flag if place in said.progress.flags else ""
            about = self.area(item.area) + (f": {visible(given.typed)}" if given else "")
            row = pad_left(str(place + 1), first) + pad_left(f"{item.points:.4g}", second)
            line = Line(row).append(f"   {pad(states[state], third)}", _STYLES[state])
            lines.append(line.append(pad(flagged, fourth), "bold").append(shorten(about, room)))
        answered, flags = len(said.progress.answers), len(said.progress.flags)
        fields = {"answered": answered, "flagged": flags, "total": len(items)}
        lines += self._wrapped(self._texts("exam_list_sum", **fields, clock=clock(said.left)))
        return joined(lines)

    def exam_keys(self) -> Line:
        """What can be typed."""
        lines = [*self._prose(self._texts("keys_head"))]
        for key, text in _HELP.items():
            lines += self._prose(self._texts(text), indent=8, lead=f"  {key}")
        return joined([*lines, *self._prose(self._texts("exam_keys_colon"), "dim")])

    def noted(self, noted: Noted) -> Line:
        """A sentence."""
        fields = noted.fields
        if "answer" in fields:
            fields = fields | {"answer": _short(visible(fields["answer"]))}
        return joined(self._wrapped(self._texts.fill(noted.key, fields)))

    def sure(self, sure: Sure) -> Line:
        """Whether the learner means to hand in."""
        said = self._texts("exam_sure", open=sure.open, flagged=sure.flagged)
        return joined(self._wrapped(said, "bold"))

    def left(self, left: Left) -> Line:
        """How to come back."""
        key = "exam_ticks_wait" if left.closed else "exam_goes_on"
        said = self._texts(key if left.kept else f"{key}_unkept", clock=clock(left.left))
        return joined(self._wrapped(said))

    # --- Parts -----------------------------------------------------------------------------------

    def area(self, id: str) -> str:
        """The title of an area; its id if it is not in the course any more."""
        area = self._syllabus.areas.get(id)
        return self._texts.pick(area.title) if area else id

    def _typed(self, key: str, typed: str) -> list[Line]:
        """What the learner typed, line by line, without any markup in it."""
        return self._wrapped(self._texts(key, answer=visible(typed).strip()))

    def _wrapped(self, text: str, style: str = "") -> list[Line]:
        return [Line(line, style) for line in wrap(text, self._width)]


_STYLES = {"answered": "green", "open": "yellow", "void": "dim"}


def clock(seconds: float) -> str:
    """A time as clocks show it: 41:07, or 1:02:10."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def listed(numbers: Sequence[int]) -> str:
    """Numbers with commas between them."""
    return ", ".join(map(str, numbers))


def _void(sheets: Sequence[Sheet], why: str) -> list[int]:
    return [
        place
        for place, sheet in enumerate(sheets, 1)
        if isinstance(sheet, Void) and sheet.why == why
    ]


def _short(typed: str) -> str:
    return shorten(typed, 60)
