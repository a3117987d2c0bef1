"""What `quiz check` found, as the JSON document of docs/json.md. Pure."""

from __future__ import annotations

from typing import Any

from basis.jsonform import both
from basis.texts import in_both
from quiz.authoring.checking import Report
from quiz.authoring.guessability import Strategy
from quiz.finding import Finding

#: Version of the document.
SCHEMA = 1


def check_form(report: Report) -> dict[str, Any]:
    """The document."""
    return {
        "schema": SCHEMA,
        "files": report.files,
        "questions": report.questions,
        "variants": report.variants,
        "problems": [finding_form(finding) for finding in report.findings],
        "proven": [{"question": question, "how": how} for question, how in report.proven],
        "unproven": list(report.unproven),
        "guessing": [_strategy(strategy) for strategy in report.strategies],
        "coverage": {
            "topics": list(report.coverage.topics),
            "concepts": list(report.coverage.concepts),
            "errata": list(report.coverage.errata),
        },
        "seconds": round(report.seconds, 3),
    }


def finding_form(finding: Finding) -> dict[str, Any]:
    """A fault, with what is said about it in both languages."""
    return {
        "file": finding.file,
        "line": finding.line,
        "col": finding.column,
        "rule": finding.rule,
        "question": finding.question or None,
        "message": both(in_both("quiz", finding.key, finding.fields)),
    }


def _strategy(strategy: Strategy) -> dict[str, Any]:
    return {
        "strategy": strategy.name,
        "bets": strategy.bets,
        "hits": round(strategy.hits, 2),
        "expected": round(strategy.expected, 2),
        "p": round(strategy.p_value, 5),
        "beats_chance": strategy.beats_chance,
    }
