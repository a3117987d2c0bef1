"""All layers hold for a plain user too. Run by root, as CI does, the test becomes one.

An interpreter in a home that only root can enter is made reachable in a mount namespace of the
test's own; nothing on the machine changes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534

SOURCE = """
import os

def user():
    return os.getuid()

def reads(path):
    with open(path) as file:
        return file.read()

def forks():
    return os.fork()
"""

PROGRAM = f"""
import json, os, sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from grader.sandbox import Sandbox
hidden = Path({str(ROOT)!r}) / "solutions"
with Sandbox("numpy", hidden=[hidden]) as sandbox, sandbox.spawn() as worker:
    worker.request(["load", {{"files": {{"a.py": {SOURCE!r}}}, "main": "a.py"}}], cpu_s=5)
    def call(name, *args):
        return worker.request(["call", None, name, list(args), {{}}, {{}}], cpu_s=5).value
    print(json.dumps({{
        "level": sandbox.isolation.level.value,
        "me": os.getuid(),
        "user": call("user")[1],
        "passwd": call("reads", "/etc/passwd")[2],
        "environ": call("reads", f"/proc/{{os.getpid()}}/environ")[2],
        "fork": call("forks")[0],
    }}))
"""


def _barred(path: Path) -> Path | None:
    """The first folder on the way to a path that others may not enter."""
    ways = [*reversed(path.parents), path]
    return next((way for way in ways if way.is_dir() and not way.stat().st_mode & 0o001), None)


def _as_nobody(tmp_path: Path) -> list[str]:
    """The command's beginning that turns root into a plain user who can reach the interpreter."""
    for tool in ("unshare", "setpriv", "mount"):
        if shutil.which(tool) is None:
            pytest.skip(f"needs {tool} to become a plain user")
    mounts = []
    needed = {Path(sys.base_prefix).resolve(), Path(sys.prefix).resolve(), ROOT}
    for bar in {bar for path in needed if (bar := _barred(path))}:
        stage = tmp_path / f"stage{len(mounts)}"
        for child in {path.relative_to(bar).parts[0] for path in needed if bar in path.parents}:
            (stage / child).mkdir(parents=True)
            mounts.append(f"mount --bind '{bar / child}' '{stage / child}'")
        mounts.append(f"mount --rbind '{stage}' '{bar}'")
    script = " && ".join([*mounts, 'exec "$@"'])
    user = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    return ["unshare", "--mount", "sh", "-c", script, "sh", *user, "--inh-caps=-all"]


def test_all_layers_hold_for_a_plain_user(tmp_path: Path) -> None:
    become = _as_nobody(tmp_path) if os.getuid() == 0 else []
    command = [*become, sys.executable, "-B", "-c", PROGRAM]
    environment = {"PATH": os.environ["PATH"], "HOME": "/"}
    environment |= {k: v for k, v in os.environ.items() if k.startswith("OPENBLAS_")}
    done = subprocess.run(
        command, env=environment, cwd="/", capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert found["me"] == found["user"] != 0
    assert found["level"] == "strong"
    assert found["passwd"] == found["environ"] == "PermissionError"
    assert found["fork"] == "err"
