"""All banks of a course: put together, kept in the cache, and never wrong because of it."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from basis.yamltree import YamlFault
from quiz.bank import digest
from quiz.bank.bank import Bank
from quiz.errors import ContentError, UsageError
from tests.quiz.bank.samples import COURSE, said, sample

ROOT = Path(__file__).resolve().parents[3]
DIVERGENCE = "basics/divergence.yaml"


@pytest.fixture
def course(tmp_path):
    return shutil.copytree(COURSE, tmp_path / "questions")


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def parsed(monkeypatch):
    """The files that are parsed while the test runs."""
    from quiz.bank import reading

    files, read = [], reading.read_bank
    monkeypatch.setattr(
        reading, "read_bank", lambda path, *rest: files.append(path) or read(path, *rest)
    )
    return files


def add(course, text, file=DIVERGENCE):
    path = course / file
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def everything(bank):
    return (
        bank.files,
        bank.entries,
        bank.findings,
        [finding.fields for finding in bank.findings],
        [bank.question(entry.id) for entry in bank.entries],
    )


# --- What there is -----------------------------------------------------------------------------


def test_entries_and_questions(course):
    bank = Bank.open(course)
    assert bank.files == (DIVERGENCE, "basics/vectors.yaml", "models/clustering.yaml")
    assert bank.findings == () and len(bank.entries) == 14
    entry = bank.find("kl-two-coins")
    assert (entry.kind, entry.topic, entry.area) == ("numeric", "divergence", "basics")
    assert (entry.concepts, entry.difficulty) == (("divergence.1", "divergence.2"), 3)
    assert (entry.revision, entry.file, entry.line, entry.column) == (2, DIVERGENCE, 40, 3)
    question = bank.question("kl-two-coins")
    assert (question.path, question.line, question.revision) == (entry.file, entry.line, 2)
    assert bank.find("nothing") is None


def test_an_unknown_question(course):
    with pytest.raises(UsageError) as error:
        Bank.open(course).question("kl-two-coin")
    assert (error.value.key, error.value.fields["near"]) == ("no_question_near", "kl-two-coins")


def test_a_digest_changes_with_the_meaning_and_not_with_the_place(course):
    def digests():
        return {entry.id: entry.digest for entry in Bank.open(course).entries}

    before = digests()
    path = course / DIVERGENCE
    text = path.read_text(encoding="utf-8").replace("decimals: 3", "decimals: 4")
    path.write_text("# moved\n\n" + text, encoding="utf-8")
    after = digests()
    assert [id for id in before if before[id] != after[id]] == ["kl-two-coins"]


def test_files_that_are_no_banks(course):
    (course / "exam-final.yaml").write_text("minutes: 60\n")
    (course / "basics" / ".draft.yaml").write_text("- 1\n")
    (course / ".git").mkdir()
    (course / ".git" / "x.yaml").write_text("- 1\n")
    (course / "basics" / "notes.txt").write_text("no bank")
    assert Bank.open(course).findings == ()


def test_stray_files_are_found(course):
    (course / "divergence.yaml").write_text(sample().replace("sample", "stray"), encoding="utf-8")
    (course / "models" / "gone.yaml").symlink_to(course / "nowhere")
    found = [(f.file, f.rule) for f in Bank.open(course).findings]
    assert found == [("divergence.yaml", "wrong-area"), ("models/gone.yaml", "file-unreadable")]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_whose_name_is_no_text(course, cache):
    bad = course / "basics" / "caf\udce9.yaml"
    bad.write_text("- 1\n")
    [finding] = Bank.open(course, cache).findings
    assert finding.rule == "file-unreadable" and finding.file.isprintable()


def test_a_bad_file_hides_nothing(course):
    (course / "basics" / "vectors.yaml").write_text("- a: 'b\n")
    bank = Bank.open(course)
    assert [finding.file for finding in bank.findings] == ["basics/vectors.yaml"]
    assert {entry.file for entry in bank.entries} == {DIVERGENCE, "models/clustering.yaml"}


def test_no_course_at_all(tmp_path):
    with pytest.raises(YamlFault) as error:
        Bank.open(tmp_path)
    assert error.value.key == "file_missing" and error.value.exit_code == 2


# --- Ids ---------------------------------------------------------------------------------------


def test_an_id_that_is_taken(course, cache):
    again = sample("numeric", "concepts: [clustering.1]").replace("sample", "kl-zero")
    add(course, again, "models/clustering.yaml")
    for bank in (Bank.open(course, cache), Bank.open(course, cache)):
        [finding] = bank.findings
        assert (finding.file, finding.rule) == ("models/clustering.yaml", "duplicate-id")
        assert said(finding) == f"the id 'kl-zero' is taken by the question at {DIVERGENCE}:18"
        assert bank.find("kl-zero").file == bank.question("kl-zero").path == DIVERGENCE


def test_an_id_twice_in_one_file(course):
    add(course, sample().replace("sample", "kl-zero"))
    bank = Bank.open(course)
    assert [finding.rule for finding in bank.findings] == ["duplicate-id"]
    assert bank.question("kl-zero").kind == "choice"


@pytest.mark.parametrize("name", ["kl-zero", "new"])
def test_ids_of_faulty_questions_are_compared_too(course, name):
    bad = sample("numeric", "difficulty: 9").replace("sample", name)
    add(course, bad + bad * (name == "new"))
    rules = [finding.rule for finding in Bank.open(course).findings]
    assert rules.count("duplicate-id") == 1


# --- The cache ---------------------------------------------------------------------------------


def test_warm_is_the_same_as_cold(course, cache, parsed):
    add(course, sample("numeric", "difficulty: 9", "anser: 1", "params: {x: {choose: [0.10]}}"))
    cold = everything(Bank.open(course))
    assert everything(Bank.open(course, cache)) == cold
    parsed.clear()
    assert everything(Bank.open(course, cache)) == cold
    assert parsed == []


def test_a_warm_start_needs_neither_yaml_nor_pydantic(course, cache):
    Bank.open(course, cache)
    code = """
import sys
from pathlib import Path
from quiz.bank.bank import Bank
bank = Bank.open(Path(sys.argv[1]), Path(sys.argv[2]))
assert bank.question("kl-zero").kind == "choice" and bank.syllabus.topics
print(*sorted({"yaml", "pydantic", "numpy", "sympy", "torch", "jinja2"} & sys.modules.keys()))
"""
    command = [sys.executable, "-c", code, str(course), str(cache)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("\n", "")


def test_only_what_changed_is_read(course, cache, parsed):
    Bank.open(course, cache)
    parsed.clear()
    add(course, sample())
    assert Bank.open(course, cache).question("sample").kind == "numeric"
    assert parsed == [DIVERGENCE]


def test_a_file_that_is_gone_is_forgotten(course, cache):
    Bank.open(course, cache)
    (course / "models" / "clustering.yaml").unlink()
    assert len(Bank.open(course, cache).files) == 2
    with sqlite3.connect(next(cache.iterdir())) as database:
        kept = {file for (file,) in database.execute("SELECT file FROM kept")}
    assert "models/clustering.yaml" not in kept and DIVERGENCE in kept


def test_a_moved_bank_is_read_again(course, cache):
    Bank.open(course, cache)
    (course / DIVERGENCE).rename(course / "models" / "divergence.yaml")
    assert [finding.rule for finding in Bank.open(course, cache).findings] == ["wrong-area"]


def test_another_syllabus_means_reading_again(course, cache):
    Bank.open(course, cache)
    syllabus = course / "syllabus.yaml"
    text = syllabus.read_text(encoding="utf-8").replace("id: vectors.2", "id: vectors.3")
    syllabus.write_text(text, encoding="utf-8")
    bank = Bank.open(course, cache)
    assert {finding.rule for finding in bank.findings} == {"unknown-concept"}


def test_other_code_means_reading_again(course, cache, parsed, monkeypatch):
    Bank.open(course, cache)
    parsed.clear()
    monkeypatch.setattr(digest, "_code", lambda: b"another version")
    Bank.open(course, cache)
    assert len(parsed) == 3


def test_two_courses_share_a_cache(course, cache, tmp_path, parsed):
    other = shutil.copytree(course, tmp_path / "other")
    (other / DIVERGENCE).unlink()
    for _ in range(2):
        assert len(Bank.open(course, cache).entries) == 14
        assert len(Bank.open(other, cache).entries) == 9
    assert len(parsed) == 5


def test_a_question_that_was_edited_since(course, cache):
    bank = Bank.open(course, cache)
    bank = Bank.open(course, cache)
    path = course / DIVERGENCE
    old = path.read_text(encoding="utf-8")
    path.write_text(old.replace("revision: 2", "revision: 3"), encoding="utf-8")
    Bank.open(course, cache)  # another process
    assert bank.question("kl-two-coins").revision == 3


def test_a_question_that_was_taken_out_since(course, cache):
    Bank.open(course, cache)
    bank = Bank.open(course, cache)
    (course / DIVERGENCE).write_text(sample(), encoding="utf-8")
    Bank.open(course, cache)
    with pytest.raises(ContentError) as error:
        bank.question("kl-zero")
    assert error.value.key == "question_gone" and error.value.place.endswith(f"{DIVERGENCE}:18:1")


# --- A cache that is of no help ----------------------------------------------------------------


def garbage(cache):
    next(cache.iterdir()).write_bytes(b"no database" * 1000)


def empty(cache):
    next(cache.iterdir()).write_bytes(b"")


def cut(cache):
    file = next(cache.iterdir())
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def scrambled(cache):
    file = next(cache.iterdir())
    content = bytearray(file.read_bytes())
    content[5000:] = bytes(byte ^ 0x5A for byte in content[5000:])
    file.write_bytes(content)


def a_folder(cache):
    file = next(cache.iterdir())
    file.unlink()
    file.mkdir()


def other_table(cache):
    with sqlite3.connect(next(cache.iterdir())) as database:
        database.execute("DROP TABLE kept")
        database.execute("CREATE TABLE kept (something TEXT)")


def set_to(column, value):
    def spoil(cache):
        with sqlite3.connect(next(cache.iterdir())) as database:
            database.execute(f"UPDATE kept SET {column} = ?", (value,))

    spoil.__name__ = f"{column}_{value}"
    return spoil


def one_letter(cache):
    with sqlite3.connect(next(cache.iterdir())) as database:
        for column in ("head", "body"):
            database.execute(f"UPDATE kept SET {column} = replace({column}, 'kl', 'lk')")


VALUES = ("", "[]", "null", None, b"\xff", 7)
SPOILT = [garbage, empty, cut, scrambled, a_folder, other_table, one_letter]
SPOILT += [set_to(column, value) for column in ("head", "body", "digest") for value in VALUES]


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_a_spoilt_cache_is_only_slow(course, cache, spoil):
    add(course, sample("numeric", "difficulty: 9"))
    right = everything(Bank.open(course))
    Bank.open(course, cache)
    spoil(cache)
    assert everything(Bank.open(course, cache)) == right
    assert everything(Bank.open(course, cache)) == right


@pytest.mark.parametrize("spoil", [garbage, empty, cut], ids=lambda spoil: spoil.__name__)
def test_a_broken_cache_is_replaced(course, cache, parsed, spoil):
    Bank.open(course, cache)
    spoil(cache)
    Bank.open(course, cache)
    parsed.clear()
    Bank.open(course, cache)
    assert parsed == []


def test_a_cache_where_none_can_be(course, tmp_path):
    (tmp_path / "file").write_text("")
    assert len(Bank.open(course, tmp_path / "file" / "cache").entries) == 14


def test_a_locked_cache_is_only_slow(course, cache, monkeypatch):
    from quiz.bank import cache as cache_module

    monkeypatch.setattr(cache_module, "_PATIENCE_S", 0.01)
    Bank.open(course, cache)
    database = sqlite3.connect(next(cache.iterdir()), isolation_level=None)
    database.execute("BEGIN EXCLUSIVE")
    add(course, sample())
    assert len(Bank.open(course, cache).entries) == 15
    database.close()


def test_a_cache_that_cannot_be_written(course, cache, monkeypatch):
    from quiz.bank import cache as cache_module

    def refuse(*args):
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(cache_module.Cache, "_write", refuse)
    assert len(Bank.open(course, cache).entries) == 14


def test_several_processes_at_once(course, cache):
    code = """
import sys
from pathlib import Path
from quiz.bank.bank import Bank
for _ in range(5):
    bank = Bank.open(Path(sys.argv[1]), Path(sys.argv[2]))
    assert [bank.question(entry.id).id for entry in bank.entries] == list(bank._by_id)
    print(len(bank.entries), len(bank.findings))
"""
    command = [sys.executable, "-c", code, str(course), str(cache)]
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) for _ in range(4)
    ]
    assert [process.communicate() for process in running] == [("14 0\n" * 5, "")] * 4
