"""The sessions shown in README.md are real. `python tests/test_readme.py` renews them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
SUBMISSION = ROOT / "tests" / "content" / "attention" / "second" / "missing-scale.py"
COMMAND = ("grade", "attention", "--seed", "4187")
LANGUAGES = ("en", "ko")

#: Lines of the report that are shown from its start; the last ones follow.
FIRST, LAST = 24, 4
CUT = "  [...]"

pytestmark = pytest.mark.slow


def report(lang: str) -> str:
    """What a learner sees who typed the command in a folder with this submission."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "practice").mkdir()
        shutil.copy(SUBMISSION, Path(folder) / "practice" / "attention.py")
        env = {"PYTHONPATH": str(ROOT), "GONGBU_DATA": folder, "GONGBU_LANG": lang, "NO_COLOR": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "cli", *COMMAND[1:]],
            cwd=folder,
            env=os.environ | env,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=300,
        )
    assert done.returncode == 1, done.stderr
    return done.stdout


def excerpt(text: str) -> str:
    """The README's block: the command, the start of the report, and its end."""
    lines = [line.rstrip() for line in text.rstrip().splitlines()]
    shown = [f"$ {' '.join(COMMAND)}", *lines[:FIRST], CUT, *lines[-LAST:]]
    return "\n".join(f"    {line}".rstrip() for line in shown)


def block(lang: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- session: {lang} -->\n)(.*?)(<!-- /session -->)", re.DOTALL)


def settled(text: str) -> str:
    """Without what differs from run to run, and from machine to machine."""
    text = re.sub(r"\d+\.\d\d( s|초)", r"0.00\1", text)
    return re.sub(r"(isolation|격리) \w+", r"\1 strong", text).strip("\n")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_session_is_real(lang: str) -> None:
    found = block(lang).search(README.read_text(encoding="utf-8"))
    assert found
    assert settled(found[2]) == settled(excerpt(report(lang)))


def renew() -> None:
    """Put what `grade` prints now into README.md."""
    text = README.read_text(encoding="utf-8")
    for lang in LANGUAGES:
        session = excerpt(report(lang))
        text = block(lang).sub(lambda m, s=session: f"{m[1]}\n{s}\n\n{m[3]}", text)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    renew()
