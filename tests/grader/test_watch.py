import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue

import pytest

from grader import watch
from grader.watch import Saves, ms_since_saved

#: Passes only where something never happens.
PATIENCE_S = 120.0


class Watching:
    """Saves of some files, iterated over in a thread."""

    def __init__(self, *files: Path) -> None:
        self.seen: Queue[tuple[Path, str | None]] = Queue()
        self._stop = threading.Event()
        saves = Saves(files, self._stop)
        self._thread = threading.Thread(target=self._run, args=(saves,), daemon=True)
        self._thread.start()

    def _run(self, saves: Saves) -> None:
        for file in saves:
            self.seen.put((file, file.read_text() if file.exists() else None))

    def next(self) -> tuple[Path, str | None]:
        return self.seen.get(timeout=PATIENCE_S)

    def until(self, content: str | None) -> Path:
        """Wait for a file to be seen with this content."""
        while True:
            file, found = self.next()
            if found == content:
                return file

    def nothing_more(self) -> bool:
        try:
            self.seen.get(timeout=0.5)
        except Empty:
            return True
        return False

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "one.py"
    path.write_text("first")
    past = time.time() - 60.0  # whatever is written from now on has another time
    os.utime(path, (past, past))
    return path


@pytest.fixture
def patient(monkeypatch):
    """Editors may take as long as they like from emptying a file to writing it."""
    monkeypatch.setattr(watch, "_SETTLE_S", PATIENCE_S)


@pytest.fixture
def watching(file):
    watching = Watching(file)
    assert watching.next() == (file, "first")
    yield watching
    watching.stop()


def overwrite(file: Path, content: str) -> None:
    file.write_text(content)


def rename_over(file: Path, content: str) -> None:
    beside = file.with_name(".one.py.swp")
    beside.write_text(content)
    os.replace(beside, file)


def move_away_then_write(file: Path, content: str) -> None:  # vim with backupcopy=no
    os.replace(file, file.with_name("one.py~"))
    file.write_text(content)


def delete_then_write_late(file: Path, content: str) -> None:
    file.unlink()
    time.sleep(0.05)
    file.write_text(content)


def truncate_then_write_late(file: Path, content: str) -> None:
    with file.open("w") as stream:
        stream.flush()
        time.sleep(0.05)
        stream.write(content)


HABITS = [
    overwrite,
    rename_over,
    move_away_then_write,
    delete_then_write_late,
    truncate_then_write_late,
]


@pytest.mark.parametrize("save", HABITS, ids=lambda save: save.__name__)
def test_every_way_of_saving_is_seen_again_and_again(
    watching: Watching, file: Path, save: Callable[[Path, str], None]
):
    for content in ("second", "third", "fourth"):
        save(file, content)
        assert watching.until(content) == file


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("save", HABITS, ids=lambda save: save.__name__)
def test_one_save_is_one_event_without_a_half_written_file(
    watching: Watching, file: Path, save: Callable[[Path, str], None]
):
    save(file, "second")
    assert watching.next() == (file, "second")
    assert watching.nothing_more()


def test_saving_the_same_text_counts(watching, file):
    file.write_text("first")
    assert watching.next() == (file, "first")


def test_other_files_of_the_folder_do_not(watching, file):
    (file.parent / "two.py").write_text("x")
    (file.parent / "one.pyc").write_text("x")
    assert watching.nothing_more()


def test_a_file_that_goes_is_seen_once_and_so_is_its_return(watching, file):
    file.unlink()
    assert watching.next() == (file, None)
    file.write_text("back")
    assert watching.until("back") == file


def test_a_change_before_the_watch_began_is_seen(file):
    saves = iter(Saves([file]))
    assert next(saves) == file
    file.write_text("changed while the first verdict was made")
    assert next(saves) == file
    saves.close()


def test_several_files(tmp_path):
    files = [tmp_path / "a.py", tmp_path / "b.py"]
    for path in files:
        path.write_text(path.name)
    watching = Watching(*files)
    assert [watching.next()[0], watching.next()[0]] == files
    files[1].write_text("changed")
    assert watching.next() == (files[1], "changed")
    watching.stop()


def test_milliseconds_since_a_save(file, tmp_path):
    past = time.time() - 1.0
    os.utime(file, (past, past))
    assert 900 < ms_since_saved(file) < 60_000
    assert ms_since_saved(tmp_path / "missing.py") is None
