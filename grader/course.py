"""The exercises of a course, found by walking: `exercises/<slug>/` and `solutions/<slug>/`.

Nothing lists them; a new folder is found. Reading is lazy: `slugs()` opens no file.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from basis.places import content_root, course_folder
from basis.texts import Text
from grader.document import Document, as_mapping
from grader.errors import UsageError

_SLUG = re.compile(r"[a-z][a-z0-9_]{1,39}\Z")
_KEYS = (
    "title catalogue topics backend difficulty functions points limits imports source hints "
    "false_failure files before after may_change_inputs diagnosis"
).split()
_REQUIRED = "title topics backend functions points hints source".split()
_LIMITS = {"cpu_s": 2.0, "memory_mb": 512, "output_kb": 64, "total_cpu_s": 20.0}


@dataclass(frozen=True)
class CheckLimits:
    """Limits of a submission: per check, and in total over all its checks."""

    cpu_s: float = 2.0
    memory_mb: int = 512
    output_kb: int = 64
    total_cpu_s: float = 20.0


@dataclass(frozen=True)
class Mistake:
    """A catalogued mistake: who catches it, what to say, which concepts it betrays.

    Attributes:
        forms: source file of each form (one for `wrong/<id>.py`).
        caught_by: for each form, the names of exactly the checks that catch it.
    """

    id: str
    says: Text
    hint: Text | None
    concepts: tuple[str, ...]
    forms: tuple[Path, ...]
    caught_by: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Exercise:
    """One exercise: what its folders say."""

    slug: str
    root: Path
    title: Text
    topics: tuple[str, ...]
    backend: str
    functions: tuple[str, ...]
    points: float
    hints: tuple[Text, ...]
    limits: CheckLimits
    files: tuple[str, ...]
    difficulty: int = 3
    catalogue: str | None = None
    imports: frozenset[str] | None = None
    before: Path | None = None
    after: Path | None = None
    may_change_inputs: bool = False
    source: Mapping[str, Any] = field(default_factory=dict)
    diagnosis: Mapping[str, float] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """What a student sees."""
        return self.root / "exercises" / self.slug

    @property
    def solutions(self) -> Path:
        """What a student must not see."""
        return self.root / "solutions" / self.slug

    @property
    def stub(self) -> Path:
        """What `grade start` hands out."""
        return self.folder / self.files[0]

    @property
    def solution(self) -> Path:
        """The reference."""
        return self.solutions / self.files[0]

    @property
    def check_files(self) -> tuple[Path, ...]:
        """The public checks, then the hidden ones, as far as they exist."""
        both = (self.folder / "check.py", self.solutions / "check.py")
        return tuple(path for path in both if path.is_file())

    def statement(self, lang: str) -> Path:
        """The task in a language, "ko" or "en"."""
        return self.folder / f"statement.{lang}.md"

    @cached_property
    def mistakes(self) -> Mapping[str, Mistake]:
        """The catalogue of mistakes by id.

        Raises:
            ContentError: if wrong.yaml is malformed or a form's file is missing.
        """
        path = self.solutions / "wrong.yaml"
        return _read_mistakes(path, self.files[0]) if path.is_file() else {}


class Course:
    """A folder with exercises/ and solutions/ side by side."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._read: dict[str, Exercise] = {}

    @classmethod
    def find(cls) -> Course:
        """The course of this installation: GONGBU_COURSE, the checkout, or the wheel's content.

        Raises:
            UsageError: if there is no content beside the program.
        """
        exercises = content_root("exercises")
        if exercises is None:
            raise UsageError("no_course", path=str(course_folder()))
        return cls(exercises.parent)

    def slugs(self) -> tuple[str, ...]:
        """The exercises' names, sorted."""
        folders = (self.root / "exercises").iterdir()
        return tuple(sorted(f.name for f in folders if (f / "exercise.yaml").is_file()))

    def exercise(self, slug: str) -> Exercise:
        """Read one exercise.

        Raises:
            UsageError: if there is none of that name; `near` names the closest one.
            ContentError: if its exercise.yaml is wrong.
        """
        if slug not in self._read:
            known = self.slugs()
            if not _SLUG.match(slug) or slug not in known:
                near = difflib.get_close_matches(slug, known, 1, 0.5)
                key = "unknown_exercise_near" if near else "unknown_exercise"
                raise UsageError(key, slug=slug[:60], near="".join(near), known=", ".join(known))
            self._read[slug] = _read_exercise(self.root, slug)
        return self._read[slug]


def _read_exercise(root: Path, slug: str) -> Exercise:
    doc = Document(root / "exercises" / slug / "exercise.yaml")
    doc.expect_keys(_KEYS, _REQUIRED)
    data = doc.data
    if doc.get(str, "backend") not in ("numpy", "torch"):
        raise doc.fault("backend", "backend", found=str(data["backend"]))
    limits = as_mapping(data.get("limits"))
    if "limits" in data:
        doc.expect_keys(_LIMITS, (), "limits")
    for name in limits:
        if doc.get((int, float), "limits", name) <= 0:
            raise doc.fault("not_positive", "limits", name, key=name)
    hints = tuple(doc.text("hints", i) for i in range(len(doc.get(list, "hints"))))
    return Exercise(
        slug=slug,
        root=root,
        title=doc.text("title"),
        topics=_names(doc, "topics"),
        backend=data["backend"],
        functions=_names(doc, "functions"),
        points=float(doc.get((int, float), "points")),
        hints=hints,
        limits=CheckLimits(**limits),
        files=_names(doc, "files") if "files" in data else (f"{slug}.py",),
        difficulty=doc.get(int, "difficulty") if "difficulty" in data else 3,
        catalogue=doc.get(str, "catalogue") if "catalogue" in data else None,
        imports=frozenset(_names(doc, "imports")) if "imports" in data else None,
        before=_beside(doc, "before"),
        after=_beside(doc, "after"),
        may_change_inputs=bool(data.get("may_change_inputs", False)),
        source=as_mapping(data["source"]),
        diagnosis=as_mapping(data.get("diagnosis")),
    )


def _names(doc: Document, key: str) -> tuple[str, ...]:
    names = doc.get(list, key)
    for i, name in enumerate(names):
        if not isinstance(name, str):
            found = type(name).__name__
            raise doc.fault("wrong_type", key, i, key=key, expected="str", found=found)
    if not names:
        raise doc.fault("empty_list", key, key=key)
    return tuple(names)


def _beside(doc: Document, key: str) -> Path | None:
    if key not in doc.data:
        return None
    path = doc.path.parent / Path(doc.get(str, key)).name
    if not path.is_file():
        raise doc.fault("no_such_file", key, found=path.name)
    return path


def _read_mistakes(path: Path, main: str) -> Mapping[str, Mistake]:
    doc = Document(path)
    return {str(id_): _read_mistake(doc, str(id_), main) for id_ in doc.data}


def _read_mistake(doc: Document, id_: str, main: str) -> Mistake:
    doc.expect_keys(("caught_by", "concepts", "ko", "en", "hint"), ("caught_by", "ko", "en"), id_)
    folder = doc.path.parent / "wrong"
    single = folder / f"{id_}.py"
    forms = (single,) if single.is_file() else tuple(sorted((folder / id_).glob("*.py")))
    if not forms:
        raise doc.fault("no_such_file", id_, found=f"wrong/{id_}.py")
    caught = doc.get((list, dict), id_, "caught_by")
    if isinstance(caught, list):
        caught_by = tuple(tuple(map(str, caught)) for _ in forms)
    else:
        by_name = {str(name): checks for name, checks in caught.items()}
        for form in forms:
            if not isinstance(by_name.get(form.stem), list):
                raise doc.fault("missing_key", id_, "caught_by", key=form.stem)
        caught_by = tuple(tuple(map(str, by_name[form.stem])) for form in forms)
    return Mistake(
        id=id_,
        says=doc.text(id_),
        hint=doc.text(id_, "hint") if "hint" in doc.data[id_] else None,
        concepts=tuple(map(str, doc.data[id_].get("concepts", ()))),
        forms=forms,
        caught_by=caught_by,
    )
