"""Submissions are read as text, with limits; nothing in them is followed, imported or run."""

import json
import os

import pytest

from grader.errors import SubmissionError
from grader.submission import MAX_BYTES, read_submission


class Target:
    files = ("task.py",)


class Pair:
    files = ("task.py", "part.py")


def read(path, exercise=Target):
    return read_submission(path, exercise)


def key_of(path, exercise=Target):
    with pytest.raises(SubmissionError) as caught:
        read(path, exercise)
    return caught.value.key


def test_a_file_is_taken_whatever_its_name(tmp_path):
    path = tmp_path / "homework.py"
    path.write_text("x = 1\r\ny = 2\r")
    submission = read(path)
    assert submission.files == {"task.py": "x = 1\ny = 2\n"}
    assert submission.line("task.py", 2) == "y = 2"
    assert submission.line("task.py", 9) == submission.line("other.py", 1) == ""
    assert submission.place("task.py", 2) == ("homework.py", 2)


def test_of_a_folder_only_the_named_files_are_read(tmp_path):
    for name in ("task.py", "part.py", "conftest.py", "pytest.ini", "numpy.py"):
        (tmp_path / name).write_text(f"# {name}")
    assert list(read(tmp_path, Pair).files) == ["task.py", "part.py"]


def test_a_link_is_refused(tmp_path):
    (tmp_path / "task.py").symlink_to("/etc/passwd")
    assert key_of(tmp_path) == "submission_link"


def test_pipes_and_folders_are_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "task.py")
    assert key_of(tmp_path) == "submission_not_a_file"
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "task.py").mkdir()
    assert key_of(tmp_path / "other") in ("submission_not_a_file", "submission_unreadable")


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("x = '가'".encode("utf-16"), "submission_not_utf8"),
        ("# -*- coding: cp949 -*-\nx = '가'".encode("cp949"), "submission_not_utf8"),
        (b"x = 1\0", "submission_nul"),
        (b"#" * (MAX_BYTES + 1), "submission_too_large"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, content, key):
    (tmp_path / "task.py").write_bytes(content)
    assert key_of(tmp_path) == key


def test_a_byte_order_mark_is_no_part_of_the_source(tmp_path):
    (tmp_path / "task.py").write_bytes(b"\xef\xbb\xbfx = 1\n")
    assert read(tmp_path).files["task.py"] == "x = 1\n"


def test_a_missing_file_is_named(tmp_path):
    assert key_of(tmp_path / "no.py") == "submission_missing"
    assert key_of(tmp_path) == "submission_missing"


def notebook(*cells):
    return json.dumps({"cells": [{"cell_type": k, "source": s} for k, s in cells]})


def test_a_notebook_counts_by_its_code_cells(tmp_path):
    path = tmp_path / "task.ipynb"
    cells = [
        ("markdown", "# title"),
        ("code", ["import math\n", "%matplotlib inline\n"]),
        ("code", "%%bash\nrm -rf /"),
        ("code", "def f():\n    return 1"),
    ]
    path.write_text(notebook(*cells))
    submission = read(path)
    source = "import math\n# %matplotlib inline\ndef f():\n    return 1\n"
    assert submission.files == {"task.py": source}
    assert submission.cells == (1, 3, 3)
    assert read(tmp_path).files == submission.files


def test_only_what_is_no_python_is_taken_out_of_a_notebook(tmp_path):
    kept = 'x = (7\n     % 4)\ny = 8 \\\n  % 3\n"""\n%s\n"""\n"\u2028"  # (\n'
    magic = "%%time\n%matplotlib inline\n!ls\nnp.sort?\nif x:\n    %timeit y\nz = 1"
    (tmp_path / "task.ipynb").write_text(notebook(("code", kept), ("code", magic)))
    submission = read(tmp_path)
    source = submission.files["task.py"]
    assert source.startswith(kept)
    space = {}
    exec(source, space)
    assert (space["x"], space["y"], space["z"]) == (3, 2, 1)
    assert submission.place("task.py", len(source.split("\n")) - 1) == ("task.ipynb[2]", 7)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"cells": 3}', '{"cells": [3]}', "[" * 100_000, notebook(("code", 3))]
)
def test_a_broken_notebook_is_named(tmp_path, text):
    path = tmp_path / "task.ipynb"
    path.write_text(text)
    assert key_of(path) == "submission_bad_notebook"


def test_the_digest_is_of_the_content(tmp_path):
    (tmp_path / "a.py").write_text("x = 1")
    (tmp_path / "b.py").write_text("x = 1")
    (tmp_path / "c.py").write_text("x = 2")
    a, b, c = (read(tmp_path / name).digest() for name in ("a.py", "b.py", "c.py"))
    assert a == b != c
