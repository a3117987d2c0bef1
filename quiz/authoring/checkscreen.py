"""What `quiz check` prints: a line for each fault, and one for all of it. Pure."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from rich.text import Text as Line

from basis.layout import visible
from basis.texts import Texts
from quiz.authoring.checking import Report
from quiz.finding import Finding


class CheckScreen:
    """Lays out reports in one language."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def progress(self, done: int, of: int) -> str:
        """How far it is."""
        return self._texts("check_running", done=done, of=of)

    def report(self, report: Report, folder: Path) -> Line:
        """The whole of a report; files as they can be opened from here."""
        return Line("\n").join(self._lines(report, folder))

    def finding(self, finding: Finding, folder: Path) -> Line:
        """One fault, with its place as editors and terminals make links of it."""
        file = os.path.relpath(folder / finding.file)
        line = Line(f"{file}:{finding.line}:{finding.column}", "bold")
        return line.append(
            f"  {visible(self._texts.fill(finding.key, finding.fields))}", "not bold"
        )

    def _lines(self, report: Report, folder: Path) -> Iterator[Line]:
        for finding in report.findings:
            yield self.finding(finding, folder)
        if report.unproven:
            reason = self._texts("runner_missing")
            text = self._texts("check_unproven", count=len(report.unproven), reason=reason)
            yield Line(text, "yellow")
        if report.proven:
            ways = [way for _, way in report.proven]
            counts = {way: ways.count(way) for way in ("symbolic", "numeric")}
            yield Line(self._texts("check_proven", count=len(ways), **counts), "dim")
        yield self._result(report)
        if report.questions:
            yield Line(self._texts("check_time", **_facts(report)), "dim")

    def _result(self, report: Report) -> Line:
        facts = {
            "files": report.files,
            "faulty": report.faulty_files,
            "right": report.files - report.faulty_files,
            "count": len(report.findings),
            "questions": report.right_questions,
            "variants": report.variants,
        }
        key, style = ("check_problems", "red") if report.findings else ("check_right", "green")
        return Line(self._texts(key, **facts), style)


def _facts(report: Report) -> dict[str, object]:
    (topics, all_topics), (concepts, all_concepts), (errata, all_errata) = (
        report.coverage.topics,
        report.coverage.concepts,
        report.coverage.errata,
    )
    return {
        "seconds": report.seconds,
        "each": 1000 * report.seconds / report.questions,
        "topics": topics,
        "all_topics": all_topics,
        "concepts": concepts,
        "all_concepts": all_concepts,
        "errata": errata,
        "all_errata": all_errata,
    }
