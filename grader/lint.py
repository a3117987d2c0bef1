"""What can be said about an exercise by reading its files: no sandbox, nothing is executed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from basis.texts import Message
from basis.yamltree import read
from grader.course import Course, Exercise, Mistake
from grader.document import Document
from grader.errors import ContentError, UsageError

#: Subcommands of `grade`: an exercise of that name could not be graded.
RESERVED = frozenset("list start hint show reset history check batch report release".split())

HINTS = 3

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_HANGUL = re.compile(r"[가-힣]")


@dataclass(frozen=True)
class Problem:
    """One fault of an exercise, for its author.

    Attributes:
        path: the file to mend.
        line: where, from 1.
        rule: key of the message; what is wrong, in one word.
        fields: what the message needs.
        cause: what lies behind it, said after the message.
    """

    path: Path
    line: int
    rule: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    cause: Message | None = None

    @property
    def message(self) -> Message:
        """The fault as a message of the grader's catalogues."""
        return Message(self.rule, self.fields)


@dataclass(frozen=True)
class Syllabus:
    """The ids that content may refer to."""

    topics: frozenset[str]
    concepts: frozenset[str]
    notes: frozenset[str]


def problem_of(error: ContentError) -> Problem:
    """The fault that was raised while a file was read."""
    fields = dict(error.fields)
    path, line = Path(fields.pop("path")), int(fields.pop("line"))
    fields.pop("column", None)
    return Problem(path, line, error.key, fields)


def lint(course: Course, slug: str) -> tuple[Problem, ...]:
    """Everything that reading shows to be wrong with an exercise.

    Raises:
        UsageError: if there is no such exercise.
    """
    try:
        exercise = course.exercise(slug)
        mistakes = exercise.mistakes
    except ContentError as error:
        return (problem_of(error),)
    return tuple(_all(exercise, mistakes))


def _all(exercise: Exercise, mistakes: Mapping[str, Mistake]) -> Iterator[Problem]:
    doc = Document(exercise.folder / "exercise.yaml")
    if exercise.slug in RESERVED:
        yield Problem(doc.path, 1, "lint_reserved", {"slug": exercise.slug})
    yield from _described(doc, exercise)
    yield from _texts_in_their_language(doc, doc.data)
    yield from _statements(exercise)
    yield from _signatures(exercise)
    yield from _strays(exercise, mistakes)
    if mistakes:
        yield from _mistakes(exercise, mistakes)
    else:
        yield Problem(exercise.solutions / "wrong.yaml", 1, "lint_no_mistakes")
    if (known := syllabus(exercise.root)) is not None:
        yield from _references(doc, exercise, known)


def _described(doc: Document, exercise: Exercise) -> Iterator[Problem]:
    if len(exercise.hints) != HINTS:
        fields = {"found": len(exercise.hints), "expected": HINTS}
        yield _at(doc, "lint_hints", "hints", **fields)
    if not 1 <= exercise.difficulty <= 5:
        yield _at(doc, "lint_difficulty", "difficulty", found=exercise.difficulty)
    for key in ("difficulty", "false_failure"):
        if not doc.data.get(key):
            yield _at(doc, "missing_key", key=key)


def _at(doc: Document, rule: str, *keys: Any, **fields: Any) -> Problem:
    return Problem(doc.path, doc.position(*keys)[0], rule, fields)


def _texts_in_their_language(doc: Document, value: Any, *keys: Any) -> Iterator[Problem]:
    """Two texts that were exchanged, or one that was copied and never translated."""
    if isinstance(value, dict):
        ko, en = value.get("ko"), value.get("en")
        if isinstance(ko, str) and isinstance(en, str):
            if not _HANGUL.search(ko) and _HANGUL.search(en) or ko == en:
                yield _at(doc, "lint_language", *keys, key=".".join(map(str, keys)))
        pairs: Iterable[tuple[Any, Any]] = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    else:
        return
    for key, part in pairs:
        yield from _texts_in_their_language(doc, part, *keys, key)


def _statements(exercise: Exercise) -> Iterator[Problem]:
    for lang in ("ko", "en"):
        path = exercise.statement(lang)
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            yield Problem(path, 1, "file_missing", {"reason": str(error.strerror)})
            continue
        if lang == "ko" and not _HANGUL.search(text):
            yield Problem(path, 1, "lint_language", {"key": "statement"})
        for name in exercise.functions:
            if name not in text:
                yield Problem(path, 1, "lint_unexplained", {"function": name})


def _signatures(exercise: Exercise) -> Iterator[Problem]:
    """Each function stands in the stub as the reference has it: same parameters and defaults."""
    found = []
    for path in (exercise.stub, exercise.solution):
        try:
            found.append(_definitions(path))
        except ContentError as error:
            yield problem_of(error)
    if len(found) < 2:
        return
    stub, reference = found
    for name in exercise.functions:
        sides = ((exercise.stub, stub), (exercise.solution, reference))
        missing = [path for path, have in sides if name not in have]
        yield from (Problem(path, 1, "lint_undefined", {"function": name}) for path in missing)
        if missing or stub[name].signature == reference[name].signature:
            continue
        fields = {"function": name, "found": stub[name].signature}
        fields["expected"] = reference[name].signature
        yield Problem(exercise.stub, stub[name].line, "lint_signature", fields)


@dataclass(frozen=True)
class _Definition:
    line: int
    signature: str


def _definitions(path: Path) -> dict[str, _Definition]:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise ContentError("file_missing", path, reason=str(error.strerror)) from None
    except SyntaxError as error:
        raise ContentError("syntax", path, error.lineno or 1, problem=error.msg) from None
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = _Definition(node.lineno, _signature(node.args))
        elif isinstance(node, ast.ClassDef):
            found[node.name] = _Definition(node.lineno, "")
    return found


def _signature(args: ast.arguments) -> str:
    """Parameters and defaults, without annotations."""
    for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs):
        arg.annotation = None
    return ast.unparse(args)


def _strays(exercise: Exercise, mistakes: Mapping[str, Mistake]) -> Iterator[Problem]:
    """Files that nothing reads: mostly a misspelt name."""
    ours = ("exercise.yaml", "statement.ko.md", "statement.en.md", "check.py", *exercise.files)
    around = [path.name for path in (exercise.before, exercise.after) if path]
    expected = {exercise.folder / name for name in (*ours, *around)}
    expected |= {exercise.solutions / n for n in ("check.py", "wrong.yaml", *exercise.files)}
    expected |= {form for mistake in mistakes.values() for form in mistake.forms}
    for folder in (exercise.folder, exercise.solutions):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path not in expected and "__pycache__" not in path.parts:
                yield Problem(path, 1, "lint_stray")
    for folder in (exercise.folder, exercise.solutions):
        if not (folder / "check.py").is_file():
            yield Problem(folder / "check.py", 1, "file_missing", {"reason": "check.py"})


def _mistakes(exercise: Exercise, mistakes: Mapping[str, Mistake]) -> Iterator[Problem]:
    doc = Document(exercise.solutions / "wrong.yaml")
    yield from _texts_in_their_language(doc, doc.data)
    for mistake in mistakes.values():
        if not _ID.match(mistake.id):
            yield _at(doc, "lint_mistake_id", mistake.id, mistake=mistake.id)
        if mistake.hint is None:
            yield _at(doc, "missing_key", mistake.id, key="hint")
        if not mistake.concepts:
            yield _at(doc, "missing_key", mistake.id, key="concepts")
        caught = doc.data[mistake.id]["caught_by"]
        stems = {form.stem for form in mistake.forms}
        for name in caught if isinstance(caught, dict) else ():
            if str(name) not in stems:
                found = f"wrong/{mistake.id}/{name}.py"
                yield _at(doc, "no_such_file", mistake.id, "caught_by", name, found=found)


def _references(doc: Document, exercise: Exercise, known: Syllabus) -> Iterator[Problem]:
    for i, topic in enumerate(exercise.topics):
        if topic not in known.topics:
            yield _at(doc, "lint_unknown_id", "topics", i, id=topic)
    note = exercise.source.get("note")
    for name in note if isinstance(note, list) else [note] if note else []:
        if name not in known.notes:
            yield _at(doc, "lint_unknown_id", "source", "note", id=str(name))
    wrong = exercise.solutions / "wrong.yaml"
    for mistake in exercise.mistakes.values():
        for concept in mistake.concepts:
            if concept not in known.concepts:
                line = Document(wrong).position(mistake.id, "concepts")[0]
                yield Problem(wrong, line, "lint_unknown_id", {"id": concept})


@cache
def syllabus(root: Path) -> Syllabus | None:
    """The ids of questions/syllabus.yaml, None if the course has none.

    Raises:
        YamlFault: if the file is no YAML.
        UsageError: if it is not a list of topics.
    """
    path = root / "questions" / "syllabus.yaml"
    if not path.is_file():
        return None
    topics = read(path).data
    try:
        return Syllabus(
            frozenset(topic["id"] for topic in topics),
            frozenset(concept["id"] for topic in topics for concept in topic["concepts"]),
            frozenset(source["note"] for topic in topics for source in topic["sources"]),
        )
    except (KeyError, TypeError) as error:
        raise UsageError("bad_syllabus", path=str(path), problem=str(error)[:200]) from None
