"""The sessions shown in README.md are real. `python tests/test_readme.py` renews them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
SUBMISSION = ROOT / "tests" / "content" / "attention" / "second" / "missing-scale.py"
LANGUAGES = ("en", "ko")
CUT = "  [...]"

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Session:
    """A command as it is shown.

    Attributes:
        typed: its standard input.
        first, last: how many lines are shown from start and end; everything if `first` is 0.
    """

    command: tuple[str, ...]
    exit_code: int
    typed: str = ""
    first: int = 0
    last: int = 0


SESSIONS = {
    "grade": Session(("grade", "attention", "--seed", "4187"), exit_code=1, first=24, last=4),
    "quiz": Session(
        ("quiz", "start", "--topic", "vae-loss", "--kind", "formula", "--seed", "3"),
        exit_code=0,
        typed="(s1^2 + m^2)/2\nm^2/2 + s^2/2 - ln(s)\nq\n",
        first=27,
        last=0,
    ),
}


def printed(session: Session, lang: str) -> str:
    """What somebody sees who typed the command in a folder with this submission."""
    program, *words = session.command
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "practice").mkdir()
        shutil.copy(SUBMISSION, Path(folder) / "practice" / "attention.py")
        env = {"PYTHONPATH": str(ROOT), "GONGBU_DATA": folder, "GONGBU_LANG": lang, "NO_COLOR": "1"}
        done = subprocess.run(
            [sys.executable, "-c", f"import cli; cli.{program}()", *words],
            cwd=folder,
            env=os.environ | env,
            input=session.typed,
            capture_output=True,
            text=True,
            timeout=1500,
        )
    assert done.returncode == session.exit_code, done.stderr
    return done.stdout


def excerpt(session: Session, text: str) -> str:
    """The README's block: the command, the start of what it prints, and its end."""
    lines = [line.rstrip() for line in text.strip("\n").splitlines()]
    end = [CUT, *lines[-session.last :]] if session.last else [CUT]
    shown = [f"$ {' '.join(session.command)}", *lines[: session.first], *end]
    return "\n".join(f"    {line}".rstrip() for line in shown)


def block(name: str, lang: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- {name}: {lang} -->\n)(.*?)(<!-- /{name} -->)", re.DOTALL)


def settled(text: str) -> str:
    """Without what differs from run to run, and from machine to machine."""
    text = re.sub(r"\d+\.\d\d( s|초)", r"0.00\1", text)
    return re.sub(r"(isolation|격리) \w+", r"\1 strong", text).strip("\n")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", SESSIONS)
def test_the_session_is_real(name: str, lang: str) -> None:
    found = block(name, lang).search(README.read_text(encoding="utf-8"))
    assert found
    session = SESSIONS[name]
    assert settled(found[2]) == settled(excerpt(session, printed(session, lang)))


def renew() -> None:
    """Put what the programs print now into README.md."""
    text = README.read_text(encoding="utf-8")
    for name, session in SESSIONS.items():
        for lang in LANGUAGES:
            shown = excerpt(session, printed(session, lang))
            text = block(name, lang).sub(lambda m, s=shown: f"{m[1]}\n{s}\n\n{m[3]}", text)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    renew()
