"""What a session says, laid out for a terminal: questions, marks, hints, keys. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text as Line

from basis.layout import shorten, visible, wrap
from basis.texts import Texts
from quiz.events import Asked, Marked, Phase, Turn, Unread
from quiz.mark import Answer
from quiz.maths.page import lay_out_rich
from quiz.notes import Passage
from quiz.picking import Pick
from quiz.prompt import Option, Prompt
from quiz.question import Question, Source
from quiz.syllabus import Syllabus

#: Cells that an echoed line begins with: the terminal's own "> ".
ECHO = 2

_OPTIONS = 2  # columns before the label of an option
_CODE = 4  # columns before a program


class Screens:
    """Lays out what a session says, in one language and width.

    Args:
        texts: the language.
        syllabus: titles and sources.
        width: cells of a line.
        plain: formulas in one line, and nothing drawn.
        keys: whether the learner sits before it, and is told the keys.
    """

    def __init__(
        self, texts: Texts, syllabus: Syllabus, width: int, plain: bool = False, keys: bool = True
    ) -> None:
        self._texts = texts
        self._syllabus = syllabus
        self._width = width
        self._plain = plain
        self._keys = keys

    # --- A question ----------------------------------------------------------------------------

    def asked(self, asked: Asked) -> Line:
        """A question, or the second prompt of one."""
        turn, prompt = asked.turn, asked.second or asked.turn.prompt
        lines = [] if asked.second else [*self._head(turn), Line()]
        lines += self._task(prompt, second=asked.second is not None)
        return joined([*lines, Line(), *self._how(turn, prompt, second=asked.second is not None)])

    def _task(self, prompt: Prompt, second: bool = False) -> Iterator[Line]:
        """What is asked, and what there is to choose from."""
        yield from self._prose(self._texts.pick(prompt.text))
        if prompt.code and not second:
            code = visible(prompt.code).expandtabs(4).rstrip("\n").split("\n")
            yield Line()
            yield from (Line(" " * _CODE + row, "cyan") for row in code)
        for options in (prompt.options, () if second else prompt.others):
            if options:
                yield Line()
                yield from self._options(options)

    def _head(self, turn: Turn) -> Iterator[Line]:
        question = turn.question
        place = self._texts(_place(turn.pick), place=turn.place, total=turn.total)
        topic = self._texts.pick(self._syllabus.topics[question.topic].title)
        kind = self._texts(f"kind_{question.kind}")
        left = shorten(visible(f"{place} · {topic} · {kind}"), self._width)
        head = Line(left, "bold")
        room = self._width - cell_len(left) - 3
        sources = self._syllabus.sources(question)
        where = self._short(sources[0]) if sources else ""
        if room >= min(24, cell_len(where)) and where:
            where = shorten(where, room)
            head.append(" " * (room + 3 - cell_len(where)) + where, "not bold dim")
        yield head
        if not self._plain:
            yield self._bar(turn.total if turn.pick.again else turn.place - 1, turn.total)

    def _bar(self, done: int, total: int) -> Line:
        """How far the session is, as a line across the screen."""
        full = self._width * done // max(1, total)
        return Line.assemble(("━" * full, "green"), ("─" * (self._width - full), "dim"))

    def _options(self, options: Sequence[Option]) -> Iterator[Line]:
        indent = _OPTIONS + max(cell_len(option.label) for option in options) + 2
        for option in options:
            lead = " " * _OPTIONS + option.label
            yield from self._prose(self._texts.pick(option.text), indent=indent, lead=lead)

    def _how(self, turn: Turn, prompt: Prompt, second: bool) -> Iterator[Line]:
        essay = turn.question.kind == "essay" and not second and self._keys
        how = self._texts("ask_essay" if essay else "ask_how", how=prompt.how)
        lines = self._prose(how, "dim")
        yield from lines[:-1]
        last, keys = lines[-1], self._texts("ask_keys")
        room = self._width - cell_len(last.plain) - cell_len(keys)
        if not self._keys or second:
            yield last
        elif room >= 3:
            yield last.append(" " * room + keys, "dim")
        else:
            yield last
            yield Line(keys, "dim")

    # --- What a learner asks for -----------------------------------------------------------------

    def hint(self, prompt: Prompt) -> Line:
        """The hint."""
        return joined(self._prose(self._texts("hint", hint=prompt.hint)))

    def keys(self, phase: Phase) -> Line:
        """What can be typed now."""
        doubt = "keys_doubt_mark" if phase is Phase.NEXT else "keys_doubt_question"
        rows = {
            Phase.ANSWER: {"?": "keys_hint", "s": "keys_skip"},
            Phase.SECOND: {"s": "keys_skip_second"},
            Phase.NEXT: {"Enter": "keys_next_alone"},
        }.get(phase, {})
        rows |= {"e": "keys_look", "u": doubt, "q": "keys_leave", "h": "keys_help"}
        column = max(map(cell_len, rows)) + 4
        lines = [*self._prose(self._texts("keys_head"))]
        for key, text in rows.items():
            lines += self._prose(self._texts(text), indent=column, lead=f"  {key}")
        if phase is not Phase.NEXT:
            lines += self._prose(self._texts("keys_colon"), "dim")
        return joined(lines)

    def sources(self, sources: Sequence[Source]) -> Line:
        """Where the notes teach it, in full."""
        said = "; ".join(filter(None, map(self._full, sources)))
        text = self._texts("source", sources=said) if said else self._texts("source_none")
        return joined(self._prose(text))

    def passage(self, passage: Passage) -> Line:
        """Lines of a note with their numbers."""
        column = len(str(passage.lines[-1][0])) + 4
        lines = []
        for number, text in passage.lines:
            rows = wrap(visible(text), self._width - column)
            head = f"  {number:>{column - 4}}  "
            lines += [Line.assemble((head, "dim"), rows[0])]
            lines += [Line(" " * column + row) for row in rows[1:]]
        if passage.more:
            more = self._texts("source_more", count=passage.more, path=str(passage.path))
            lines.append(Line(visible(more), "dim"))
        return joined(lines)

    def unread(self, unread: Unread) -> Line:
        """Why an answer cannot be read, and where; its line is just above."""
        error = unread.error
        lines = []
        column = error.fields.get("column")
        before = visible(unread.typed)[: column - 1] if isinstance(column, int) else None
        if before is not None and ECHO + cell_len(before) < self._width:
            lines.append(Line(" " * (ECHO + cell_len(before)) + "^", "bold yellow"))
        said = self._texts.fill(error.key, error.fields)
        if unread.typed.strip():
            said += f" {self._texts('nothing_lost')}"
        lines += self._prose(said, "yellow")
        return joined(lines)

    def unaskable(self, question: str, reason: str) -> Line:
        """A question that another one takes the place of."""
        return joined(self._prose(self._texts("unaskable", id=question, reason=reason), "dim"))

    def note(self, key: str, style: str = "", /, **fields: object) -> Line:
        """A text of the catalogue."""
        return joined(self._prose(self._texts(key, **fields), style))

    # --- The mark --------------------------------------------------------------------------------

    def marked(self, marked: Marked, fault_file: str = "") -> Line:
        """The verdict, what is said about this answer, the right one, why, and where it stands.

        Args:
            marked: the end of a turn.
            fault_file: where the details of a fault of ours are.
        """
        turn, mark = marked.turn, marked.mark
        lines = [*self._echo(marked.answer), *self._verdict(marked, fault_file)]
        for message in mark.feedback if mark else ():
            lines += self._prose(self._texts.message(message))
        modelled = marked.answer is not None and turn.question.kind == "essay"  # shown already
        if (mark is None or mark.score < 1) and not modelled:
            lines += self._prose(self._texts("answer", key=turn.prompt.key_text))
        lines += [Line(), *self._prose(self._texts.pick(turn.prompt.explanation))]
        return joined([*lines, Line(), *self._foot(turn.question)])

    def _echo(self, answer: Answer | None) -> Iterator[Line]:
        echo = answer.echo if answer else ""
        if not echo:
            return
        said = self._texts("read_as")
        inline = self._prose(f"${echo}$", indent=cell_len(said) + 4, lead=said)
        if cell_len(said) + 4 < self._width // 2:
            yield from inline
        else:
            yield from self._prose(f"{said}\n\n${echo}$")
        yield Line()

    def _verdict(self, marked: Marked, fault_file: str) -> Iterator[Line]:
        if marked.fault is not None:
            yield from self._verdict_line("!", "broken", "bold yellow", type(marked.fault).__name__)
            if fault_file:
                yield Line(visible(self._texts("fault_details", path=fault_file)), "dim")
        elif marked.mark is None:
            outcome = marked.review.outcome
            yield from self._verdict_line("–", outcome, "bold yellow")
        elif marked.mark.score >= 1:
            yield from self._verdict_line("✓", "right", "bold green")
        elif marked.mark.passed:
            yield from self._verdict_line("✓", "mostly", "bold green", score=marked.mark.score)
        elif marked.mark.score > 0:
            yield from self._verdict_line("✗", "partly", "bold yellow", score=marked.mark.score)
        else:
            yield from self._verdict_line("✗", "wrong", "bold red")

    def _verdict_line(
        self, sign: str, verdict: str, style: str, type: str = "", score: float = 0.0
    ) -> list[Line]:
        text = self._texts(f"verdict_{verdict}", type=type, score=score)
        return self._prose(text if self._plain else f"{sign} {text}", style)

    def _foot(self, question: Question) -> Iterator[Line]:
        sources = self._syllabus.sources(question)
        said = (
            "; ".join(filter(None, [self._short(sources[0]), sources[0].reference]))
            if sources
            else ""
        )
        if said:
            yield from self._prose(self._texts("source", sources=said), "dim")
        if question.erratum:
            severity = self._syllabus.errata[question.erratum].severity
            told = self._texts(f"erratum_{severity}", id=question.erratum)
            yield from self._prose(told, "dim")
        if self._keys:
            yield from self._prose(self._texts("keys_next"), "dim")

    # --- Parts -----------------------------------------------------------------------------------

    def _prose(self, text: str, style: str = "", indent: int = 0, lead: str = "") -> list[Line]:
        lines = lay_out_rich(visible(text), self._width, self._plain, indent, lead)
        for line in lines:
            line.stylize_before(style)
        return lines or [Line(lead, style)]

    def _short(self, source: Source) -> str:
        """A note and the innermost section of a source."""
        section = source.section.split(" > ")[-1].split(" ; ")[0].strip()
        return self._listed(source.note, section)

    def _full(self, source: Source) -> str:
        where = self._listed(source.note, source.section, source.lines)
        return "; ".join(filter(None, [where, source.reference]))

    def _listed(self, note: str, section: str, lines: str = "") -> str:
        said = [
            self._texts("source_note", note=note) if note else "",
            self._texts("source_section", section=section) if section else "",
            self._texts("source_lines", lines=lines) if lines else "",
        ]
        return ", ".join(filter(None, said))


def _place(pick: Pick) -> str:
    """The key of what is said of the place of a question in its session."""
    if not pick.again:
        return "head_place"
    return "head_basis" if pick.basis else "head_again"


def joined(lines: Sequence[Line]) -> Line:
    """Lines as one text."""
    return Line("\n").join(lines)
