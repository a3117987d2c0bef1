"""The screen of `quiz review`: missed answers as a learner reads them again. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text as Line

from basis.layout import shorten, visible, wrap
from quiz.logbook.records import Review
from quiz.prompt import Prompt
from quiz.readiness.missed import Change, Missed
from quiz.screens import Screens


class MissedScreens(Screens):
    """Lays out missed answers in one language and width."""

    def review(self, missed: Sequence[Missed], days: int | None) -> Line:
        """All of them.

        Args:
            missed: the latest first.
            days: how far back was looked; None for all days.
        """
        key = ("review_head" if missed else "review_none") + _since(days)
        said = self._texts(key, days=days, count=len(missed))
        lines = [*self._prose(said, "bold" if missed else "")]
        for each in missed:
            lines += [Line(), *self._one(each)]
        if missed:
            lines += [Line(), *self._prose(self._texts("review_next"), "dim")]
        return Line("\n").join(lines)

    def _one(self, missed: Missed) -> Iterator[Line]:
        review, prompt = missed.review, missed.prompt
        yield Line(shorten(visible(self._said(review)), self._width), "bold")
        if not self._plain:
            yield Line("─" * self._width, "dim")
        if missed.change is not Change.NONE:
            yield from self._prose(self._texts(f"review_{missed.change.value}"), "yellow")
        if prompt is not None:
            yield from self._task(prompt)
            yield Line()
        yield from self._typed(review)
        if review.doubted:
            yield from self._prose(self._texts("review_doubted"), "yellow")
        if prompt is not None:
            yield from self._solved(missed, prompt)

    def _said(self, review: Review) -> str:
        """When it was, and what it was about."""
        topic = self._syllabus.topics.get(review.topic)
        parts = [
            f"{review.at:%Y-%m-%d}",
            self._texts.pick(topic.title) if topic else review.topic,
            self._texts(f"kind_{review.kind}"),
        ]
        if review.mode == "exam":
            parts.append(self._texts("review_exam"))
        if review.score:
            parts.append(self._texts("review_score", score=review.score))
        return " · ".join(parts)

    def _typed(self, review: Review) -> Iterator[Line]:
        """The answer line by line, without any markup in it."""
        if not review.typed.strip():
            # In an exam nobody says that they do not know: they leave a question as it is.
            key = "review_blank" if review.mode == "exam" else "review_skipped"
            yield from self._prose(self._texts(key))
            return
        said = f"{self._texts('review_typed')}: {visible(review.typed).strip()}"
        yield from (Line(line) for line in wrap(said, self._width))

    def _solved(self, missed: Missed, prompt: Prompt) -> Iterator[Line]:
        """What was said about the answer, the right one, why, and where it stands."""
        if missed.change is Change.NONE:
            for message in missed.feedback:
                yield from self._prose(self._texts.message(message))
        yield Line()
        yield from self._prose(self._texts("answer", key=prompt.key_text))
        yield Line()
        yield from self._prose(self._texts.pick(prompt.explanation))
        yield from self._foot(prompt.question)


def _since(days: int | None) -> str:
    """The end of the key of a text about so many days, today among them."""
    return "_all" if days is None else "_today" if days == 1 else ""
