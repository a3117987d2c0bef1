"""Mock exams as documents for programs have them (docs/json.md). Pure."""

from __future__ import annotations

from basis.jsonform import both
from quiz.exam.events import Asked, Begun, Heard, Listed
from quiz.exam.exam import Exam
from quiz.exam.report import Report, Row
from quiz.exam.sheets import Void
from quiz.syllabus import Syllabus
from quiz.turnforms import Form, TurnForms


class ExamForms:
    """Makes forms of an exam.

    Args:
        syllabus: titles and sources.
    """

    def __init__(self, syllabus: Syllabus) -> None:
        self._syllabus = syllabus
        self._turns = TurnForms(syllabus)

    def begin(self, begun: Begun) -> Form:
        """The beginning, or the way back to an exam."""
        void = [
            {"place": place, "why": sheet.why}
            for place, sheet in enumerate(begun.sheets, 1)
            if isinstance(sheet, Void)
        ]
        away = None if begun.away is None else round(begun.away, 1)
        return {"exam": _exam(begun.exam), "away": away, "void": void, "kept": begun.kept}

    def prompt(self, asked: Asked) -> Form:
        """A question, and how it stands."""
        return {
            **self._turns.prompt(asked.turn, asked.second),
            "area": asked.area,
            "points": asked.points,
            "answer": asked.typed,
            "flagged": asked.flagged,
            "seconds_left": round(asked.left, 1),
        }

    def heard(self, heard: Heard) -> Form:
        """An answer, and whether the log has it."""
        return {
            "turn": heard.turn.number,
            "typed": heard.typed,
            "echo": heard.answer.echo if heard.answer else "",
            "before": heard.before,
            "kept": heard.kept,
        }

    def list(self, listed: Listed) -> Form:
        """How every question stands."""
        progress = listed.progress
        questions = [
            {
                "place": place + 1,
                "question": item.question,
                "area": item.area,
                "points": item.points,
                "void": isinstance(sheet, Void),
                "seen": place in progress.seen,
                "answer": progress.answers[place].typed if place in progress.answers else "",
                "flagged": place in progress.flags,
            }
            for place, (item, sheet) in enumerate(
                zip(progress.exam.paper.items, listed.sheets, strict=True)
            )
        ]
        return {"questions": questions, "seconds_left": round(listed.left, 1)}

    def report(self, report: Report) -> Form:
        """How an exam went."""
        end = report.end
        return {
            "exam": _exam(report.exam),
            "score": None if end.score is None else round(end.score, 3),
            "points": round(end.points, 6),
            "of": round(end.of, 6),
            "how": end.how,
            "seconds": round(end.seconds, 1),
            "areas": [
                {
                    "id": share.area,
                    "title": self._title(share.area),
                    "points": round(share.points, 6),
                    "of": round(share.of, 6),
                }
                for share in report.areas
            ],
            "questions": [self._row(row) for row in report.rows],
            "kept": report.kept,
        }

    def _row(self, row: Row) -> Form:
        marked = row.marked
        return {
            "place": row.place,
            "question": row.item.question,
            "revision": row.item.revision,
            "variant": row.item.seed,
            "area": row.item.area,
            "fate": row.fate,
            "score": row.score,
            "points": round(row.points, 6),
            "of": row.item.points,
            "flagged": row.flagged,
            "answer": row.typed,
            "late": row.late,
            "prompt": self._turns.prompt(marked.turn) if marked else None,
            "mark": self._turns.mark(marked) if marked else None,
        }

    def _title(self, id: str) -> dict[str, str] | None:
        area = self._syllabus.areas.get(id)
        return both(area.title) if area else None


def _exam(exam: Exam) -> Form:
    paper = exam.paper
    return {
        "id": exam.id,
        "blueprint": paper.blueprint,
        "title": both(paper.title),
        "minutes": paper.minutes,
        "seed": paper.seed,
        "count": len(paper.items),
        "began": exam.began.isoformat(timespec="seconds"),
        "deadline": exam.deadline.isoformat(timespec="seconds"),
        "forecast": vars(exam.forecast) if exam.forecast else None,
    }
