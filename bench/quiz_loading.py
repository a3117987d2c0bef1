"""Ten thousand questions: opened cold, opened warm, and read plainly, in turns.

    python -m bench.quiz_loading [--rounds 3] [--questions 10000] [--files 160]

The plain reading is what one would write without any of this: `yaml.load` with the C loader, then
pydantic with the same models, faults without lines and texts with YAML's traps. Printed are medians
of CPU seconds and of ratios of one round.
"""

from __future__ import annotations

import argparse
import copy
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Union

import yaml
from pydantic import Field, TypeAdapter

from quiz.bank.bank import Bank
from quiz.bank.schema.questions import MODELS
from quiz.syllabus import FILES, Syllabus

ROOT = Path(__file__).resolve().parent.parent
PATTERNS = ROOT / "tests" / "quiz" / "fake_questions"

#: A start of which nothing but the interpreter is needed, and one that opens the banks.
NOTHING = "pass"
OPENING = """
import sys
from pathlib import Path
from quiz.bank.bank import Bank
bank = Bank.open(Path(sys.argv[1]), Path(sys.argv[2]))
bank.question(bank.entries[len(bank.entries) // 2].id)
assert not bank.findings, bank.findings[:3]
assert not {"yaml", "pydantic"} & sys.modules.keys()
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=160)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        course, cache = Path(made) / "questions", Path(made) / "cache"
        generate(course, args.questions, args.files)
        size = sum(file.stat().st_size for file in course.glob("*/*.yaml"))
        print(f"{args.questions:,} questions in {args.files} files, {size / 1e6:.1f} MB")
        compare(course, cache, args.rounds)
        processes(course, cache, args.rounds * 3)


def generate(course: Path, questions: int, files: int) -> None:
    """Make a course of the real syllabus with banks made of copies of the tests' questions."""
    course.mkdir(parents=True)
    for name in FILES:
        shutil.copy(ROOT / "questions" / name, course)
    syllabus = Syllabus.load(course)
    patterns = [
        question
        for file in sorted(PATTERNS.glob("*/*.yaml"))
        for question in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    ]
    topics = list(syllabus.topics.values())[:files]
    for i, topic in enumerate(topics):
        numbers = range(i, questions, len(topics))
        bank = [_copy(patterns[n % len(patterns)], n, topic.concepts) for n in numbers]
        file = course / topic.area / f"{topic.id}.yaml"
        file.parent.mkdir(exist_ok=True)
        text = yaml.dump(bank, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        file.write_text(text, encoding="utf-8")


def _copy(pattern: dict[str, Any], number: int, concepts: tuple[str, ...]) -> dict[str, Any]:
    question = copy.deepcopy(pattern)
    question["id"] = f"{pattern['id']}-{number}"
    question["concepts"] = [concepts[number % len(concepts)]]
    for key in ("source", "erratum"):
        question.pop(key, None)
    for part in question.get("choices", []) + question.get("misconceptions", []):
        part.pop("concepts", None)
    for text in (question["prompt"], question["explanation"]):
        text["ko"] += f" (문제 {number})"
        text["en"] += f" (question {number})"
    return question


def compare(course: Path, cache: Path, rounds: int) -> None:
    """Print CPU times within one process, and their ratios to the plain reading."""
    plainly(course)  # imports, and builds the models
    Bank.open(course, cache)
    ways: dict[str, Callable[[], object]] = {
        "plain CSafeLoader + pydantic": lambda: plainly(course),
        "cold, with every place and check": lambda: Bank.open(course),
        "warm": lambda: Bank.open(course, cache),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for i in range(rounds):
        for name in list(ways)[:: 1 if i % 2 else -1]:
            start = time.process_time()
            ways[name]()
            seconds[name].append(time.process_time() - start)
    plain = seconds["plain CSafeLoader + pydantic"]
    for name, taken in seconds.items():
        ratio = statistics.median(t / p for t, p in zip(taken, plain, strict=True))
        print(f"{name:<36}{statistics.median(taken) * 1e3:>9.1f} ms{ratio:>9.3f}x")


def plainly(course: Path) -> list[Any]:
    """Read all banks without places, cache or cross checks."""
    question = Annotated[Union[tuple(MODELS.values())], Field(discriminator="kind")]  # noqa: UP007  # made when it runs
    adapter: TypeAdapter[Any] = TypeAdapter(list[question])
    return [
        question
        for file in sorted(course.glob("*/*.yaml"))
        for question in adapter.validate_python(
            yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        )
    ]


def processes(course: Path, cache: Path, rounds: int) -> None:
    """Print wall-clock times of whole processes: of an empty one, and of a warm opening."""
    extra = []
    for _ in range(rounds):
        empty, warm = (_wall(code, course, cache) for code in (NOTHING, OPENING))
        extra.append(warm - empty)
    print(f"warm, imports and one question included: {statistics.median(extra) * 1e3:.1f} ms more")
    print(f"than an empty process ({min(extra) * 1e3:.1f} to {max(extra) * 1e3:.1f})")


def _wall(code: str, course: Path, cache: Path) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, str(course), str(cache)], check=True, cwd=ROOT)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
