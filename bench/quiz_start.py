"""From the command `quiz start` to its first prompt, on the real program in a pseudo-terminal.

    python -m bench.quiz_start [--questions 10000] [--runs 20]

Banks of all kinds are made up. The time begins before the process and ends when the prompt is on
the screen: with a warm cache, with none, and beside it a process that only reads the same banks as
one would first write it, with CSafeLoader and pydantic. Each warm run asks with another seed, so
that drawn parameters and formulas are among the first questions. Also lists what a warm start
imports that it should not.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_PATIENCE_S = 120.0
_TOPICS = 100
_HEAVY = ("pydantic", "numpy", "sympy", "torch", "grader", "yaml", "jinja2", "pytest")

_TEXT = "이것은 머신러닝 시험을 준비하는 문제이며, $D_{KL}(P\\|Q)$의 값을 묻습니다."
_ENGLISH = "This prepares for an exam in machine learning and asks about $D_{KL}(P\\|Q)$ of a coin."

_COMMON = """
- id: {id}
  kind: {kind}
  concepts: [{topic}.{concept}]
  difficulty: {difficulty}
  prompt:
    ko: '{ko} 질문 {n}.{more}'
    en: '{en} Question {n}.{more}'
  explanation:
    ko: '{ko} 따라서 $\\frac{{a_{n}}}{{b+1}} \\le \\sum_{{i=1}}^n x_i$입니다.'
    en: '{en} Hence $\\frac{{a_{n}}}{{b+1}} \\le \\sum_{{i=1}}^n x_i$.'
  hint: {{ko: '{ko}', en: '{en}'}}
"""

_KINDS = {
    "choice": """  choices:
    - {name: right, text: {ko: 맞는 보기, en: the right option}, correct: true}
    - name: sign
      text: {ko: 부호가 다른 보기, en: another sign}
      why: {ko: 부호가 다릅니다., en: The sign.}
    - {name: factor, text: '$2x$', why: {ko: 두 배입니다., en: Twice as much.}}
""",
    "truefalse": "  answer: true\n  why: {ko: 그렇지 않습니다., en: It is not so.}\n",
    "numeric": """  params: {a: {integer: [1, 9]}, b: {choose: [2, 4, 8]}}
  answer: a*log(b)
  tolerance: {decimals: 3}
  misconceptions:
    - {name: base, answer: a*log2(b), why: {ko: 밑이 다릅니다., en: The base differs.}}
""",
    "formula": """  answer: x^2 / (1 + y)
  names: {x: real, y: positive}
""",
    "text": """  answers: {ko: [쿨백-라이블러 발산, KL 발산], en: [KL divergence]}
""",
}
_MORE = {"numeric": " <<a>> $\\log$ <<b>>?"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--read-plainly", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.read_plainly:
        return read_plainly(args.read_plainly)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = write_banks(folder / "questions", args.questions)
        print(f"{args.questions} questions, {size / 1e6:.1f} MB in {_TOPICS} banks")
        cold = until_prompt(folder, seed=0)
        warm = [until_prompt(folder, seed) for seed in range(args.runs)]
        plain = timed([sys.executable, "-m", "bench.quiz_start", "--read-plainly", name], folder)
        empty = [timed([sys.executable, "-c", "import click"], folder) for _ in range(args.runs)]
        heavy = imported(folder)
    median = statistics.median(warm)
    print(f"warm, to the first prompt: {median * 1e3:.0f} ms ({spread(warm)}); hold < 250 ms")
    print(f"python and click alone:    {statistics.median(empty) * 1e3:.0f} ms ({spread(empty)})")
    print(f"cold, to the first prompt: {cold:.1f} s")
    ratio = plain / median
    print(f"CSafeLoader and pydantic, reading only: {plain:.1f} s, {ratio:.0f}x the warm start")
    print(f"imported by a warm start, and should not be: {', '.join(heavy) or 'nothing'}")


def spread(times: list[float]) -> str:
    return f"{min(times) * 1e3:.0f} to {max(times) * 1e3:.0f}"


def write_banks(folder: Path, count: int) -> int:
    """Banks of made-up questions; their size in bytes."""
    (folder / "area").mkdir(parents=True)
    (folder / "areas.yaml").write_text("- id: area\n  title: {ko: 영역, en: Area}\n")
    (folder / "errata.yaml").write_text("[]\n")
    syllabus, size, kinds = [], 0, list(_KINDS)
    for topic in range(_TOPICS):
        name = f"topic-{topic}"
        concepts = "".join(f"\n    - {{id: {name}.{i}, text: A fact.}}" for i in range(1, 7))
        title = f"{{ko: 주제 {topic}, en: Topic {topic}}}"
        syllabus.append(
            f"- id: {name}\n  title: {title}\n  area: area\n  sources:\n"
            f"    - {{note: 001_made_up.txt, section: 배경, lines: 1-9}}\n  concepts:{concepts}\n"
        )
        questions = []
        for n in range(topic * count // _TOPICS, (topic + 1) * count // _TOPICS):
            kind = kinds[n % len(kinds)]
            common = _COMMON.format(
                id=f"question-{n}",
                kind=kind,
                topic=name,
                concept=n % 6 + 1,
                difficulty=n // 7 % 5 + 1,
                ko=_TEXT,
                en=_ENGLISH,
                n=n,
                more=_MORE.get(kind, ""),
            )
            questions.append(common + _KINDS[kind])
        text = "".join(questions)
        size += len(text.encode())
        (folder / "area" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "syllabus.yaml").write_text("".join(syllabus), encoding="utf-8")
    return size


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {
        "GONGBU_COURSE": str(folder),
        "GONGBU_DATA": str(folder / "data"),
        "TERM": "xterm",
        "PYTHONPATH": os.pathsep.join(filter(None, [os.getcwd(), os.environ.get("PYTHONPATH")])),
    }


def command(*words: str) -> list[str]:
    return [sys.executable, "-c", "import cli; cli.quiz()", *words]


def until_prompt(folder: Path, seed: int) -> float:
    """Seconds from the start of a process to the prompt of its first question."""
    screen, end = pty.openpty()
    words = command("start", "--lang", "ko", "--seed", str(seed))
    began = time.perf_counter()
    program = subprocess.Popen(
        words, env=environment(folder), stdin=end, stdout=end, stderr=end, start_new_session=True
    )
    try:
        seen = b""
        while time.perf_counter() - began < _PATIENCE_S:
            if select.select([screen], [], [], 0.2)[0]:
                seen += os.read(screen, 65536)
                if b"\n> " in seen:
                    return time.perf_counter() - began
        raise SystemExit("no prompt on the screen:\n" + seen.decode(errors="replace")[-2000:])
    finally:
        program.kill()
        program.wait()
        os.close(screen)
        os.close(end)


def timed(words: list[str], folder: Path) -> float:
    began = time.perf_counter()
    subprocess.run(words, env=environment(folder), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def imported(folder: Path) -> list[str]:
    """Modules of those that should wait which a warm start imports, to the first prompt."""
    probe = (
        "import sys, cli\nsys.argv = ['quiz', 'start', '--lang', 'ko', '--seed', '0']\n"
        "try:\n    cli.quiz()\nfinally:\n"
        f"    print(*sorted(set({_HEAVY!r}) & set(sys.modules)), file=sys.stderr)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", probe],
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    return run.stderr.split()


def read_plainly(folder: Path) -> None:
    """Read all banks as one would first write it."""
    from typing import Annotated, Any, Literal

    import yaml
    from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

    class Text(BaseModel):
        model_config = ConfigDict(extra="forbid")
        ko: str
        en: str

    class Common(BaseModel):
        model_config = ConfigDict(extra="forbid")
        id: str
        concepts: list[str]
        difficulty: int
        prompt: Text
        explanation: Text
        hint: Text
        params: dict[str, Any] = {}

    class Option(BaseModel):
        name: str
        text: Text | str
        correct: bool = False
        why: Text | None = None

    class Choice(Common):
        kind: Literal["choice"]
        choices: list[Option]

    class TrueFalse(Common):
        kind: Literal["truefalse"]
        answer: bool
        why: Text

    class Numeric(Common):
        kind: Literal["numeric"]
        answer: str
        tolerance: dict[str, float]
        misconceptions: list[dict[str, Any]]

    class Formula(Common):
        kind: Literal["formula"]
        answer: str
        names: dict[str, Any]

    class Term(Common):
        kind: Literal["text"]
        answers: dict[str, list[str]]

    union = Choice | TrueFalse | Numeric | Formula | Term
    adapter = TypeAdapter(list[Annotated[union, Field(discriminator="kind")]])
    count = 0
    for file in sorted((folder / "questions" / "area").iterdir()):
        count += len(adapter.validate_python(yaml.load(file.read_text(), yaml.CSafeLoader)))
    print(count)


if __name__ == "__main__":
    main()
