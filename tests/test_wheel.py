"""A wheel built from the project carries the content, and works from any folder."""

from __future__ import annotations

import json
import os
import shutil
import site
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ("cli.py", "commands", "web", "grader", "quiz", "basis")
PACKED = (*PROGRAM, "exercises", "solutions", "questions")
BUILDS = ("pyproject.toml", "README.md", "LICENSE", ".gitignore")

pytestmark = pytest.mark.slow


def run(*command: str | Path, **options: Any) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=1500,
        **options,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy so that nothing is written into the project."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for name in (*PACKED, *BUILDS):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, source / name)
    for folder in ("tests", "bench"):  # something to leave out, whatever the project holds
        (source / folder).mkdir()
        (source / folder / "left_out.py").touch()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out, cwd=source)
    [built] = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of a fresh environment with the wheel in it, and our libraries visible beside."""
    home = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", home)
    run(home / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-deps", wheel)
    [packages] = home.glob("lib/python*/site-packages")
    # Only the folder's entries: .pth files in it, such as an editable Gongbu, are not followed.
    (packages / "libraries.pth").write_text("\n".join(site.getsitepackages()) + "\n")
    return home / "bin"


def elsewhere(tmp_path: Path) -> dict[str, Any]:
    keep = ("PATH", "LANG", "LC_ALL", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
    env = {name: os.environ[name] for name in keep if name in os.environ}
    return {"cwd": tmp_path, "env": env | {"HOME": str(tmp_path), "GONGBU_DATA": str(tmp_path)}}


def slugs() -> list[str]:
    return sorted(path.parent.name for path in ROOT.glob("exercises/*/exercise.yaml"))


def test_the_wheel_carries_the_content_in_one_folder(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {*PROGRAM, "gongbu_content"}
    for slug in slugs():
        assert f"gongbu_content/exercises/{slug}/exercise.yaml" in names
        assert f"gongbu_content/solutions/{slug}/check.py" in names
    assert "gongbu_content/questions/syllabus.yaml" in names
    assert "gongbu_content/questions/exam-final.yaml" in names
    assert "quiz/printing/templates/paper.html" in names
    for package in ("basis", "grader"):
        assert f"{package}/messages/ko.yaml" in names


def test_the_wheel_leaves_out_what_learners_do_not_need(wheel: Path) -> None:
    for name in zipfile.ZipFile(wheel).namelist():
        assert not name.startswith(("tests/", "bench/", "docs/"))
        assert "__pycache__" not in name


def test_grade_works_from_any_folder(installed: Path, tmp_path: Path) -> None:
    there = elsewhere(tmp_path)
    where = run(installed / "python", "-c", "import grader; print(grader.__file__)", **there)
    assert Path(where.strip()).is_relative_to(installed.parent)
    listed = run(installed / "grade", "list", **there)
    assert slugs() and all(slug in listed for slug in slugs())


PROBE = """
try:
    print("read", len(open({path!r}).read()))
except OSError as error:
    print("refused", error.errno)
"""


@pytest.mark.parametrize("checkout", [False, True], ids=["wheel", "checkout beside a wheel"])
def test_an_installed_solution_passes_and_cannot_be_read(
    installed: Path, tmp_path: Path, checkout: bool
) -> None:
    """Sandbox, checks and content work from site-packages, and so does what hides the answers.

    A checkout may be run with an environment that has a wheel as well, hence a second copy.
    """
    slug = slugs()[0]
    [content] = installed.parent.glob("lib/python*/site-packages/gongbu_content")
    secret = content / "solutions" / slug / f"{slug}.py"
    source = secret.read_text(encoding="utf-8") + PROBE.format(path=str(secret))
    (tmp_path / f"{slug}.py").write_text(source, encoding="utf-8")
    there = elsewhere(tmp_path)
    if checkout:
        there["env"] = {**there["env"], "PYTHONPATH": str(ROOT)}
    command = (installed / "python", "-m", "cli", slug, "--submission", tmp_path / f"{slug}.py")
    form = json.loads(run(*command, "--seed", "7", "--json", **there))
    if form["isolation"]["level"] == "process":
        pytest.skip("this system has no layer that hides files")
    [exercise] = form["exercises"]
    assert exercise["outcome"] == "passed"
    assert exercise["printed"].startswith("refused")
