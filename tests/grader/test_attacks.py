"""What a hostile file tries, against every layer at once. What works is at most its own harm."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader import wire
from grader.ending import Reason, WorkerEnded
from grader.sandbox import Limits, Sandbox, Worker

CPU_S = 5.0
SECRET = "the answer is forty-two and a half"


@pytest.fixture(scope="module")
def secret_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("solutions") / "secret.py"
    path.write_text(SECRET)
    path.chmod(0o644)
    return path


@pytest.fixture(scope="module")
def sandbox(secret_file: Path) -> Iterator[Sandbox]:
    with Sandbox("numpy", hidden=[secret_file.parent]) as sandbox:
        yield sandbox


@pytest.fixture
def worker(sandbox: Sandbox) -> Iterator[Worker]:
    with sandbox.spawn(Limits(cpu_s=30)) as worker:
        yield worker


def load(worker: Worker, source: str) -> Any:
    return worker.request(["load", {"files": {"a.py": source}, "main": "a.py"}], cpu_s=CPU_S).value


def call(worker: Worker, name: str, *args: Any, cpu_s: float = CPU_S) -> Any:
    return worker.request(["call", None, name, list(args), {}], cpu_s=cpu_s).value


def run(worker: Worker, body: str, *args: Any) -> Any:
    """Run statements as a function f(*args); what it returned, or the name of what it raised."""
    lines = "\n    ".join(body.strip().splitlines())
    loaded = load(worker, f"import ctypes, os, sys, signal\ndef f(*args):\n    {lines}\n")
    assert loaded == ["ok", None], loaded
    answer = call(worker, "f", *args)
    return answer[1] if answer[0] == "ok" else answer[2]


def ending(worker: Worker, body: str, cpu_s: float = CPU_S) -> WorkerEnded:
    lines = "\n    ".join(body.strip().splitlines())
    source = f"import ctypes, os, sys, signal, struct, time\ndef f():\n    {lines}\n"
    with pytest.raises(WorkerEnded) as caught:
        load(worker, source)
        call(worker, "f", cpu_s=cpu_s)
        call(worker, "f", cpu_s=cpu_s)
    assert not worker.alive
    return caught.value


# --- files -------------------------------------------------------------------------------------

FORBIDDEN_FILES = [
    "open('{secret}').read()",
    "os.open('{secret}', os.O_RDONLY)",
    "os.listdir('{folder}')",
    "os.listdir('/')",
    "os.scandir('/home')",
    "open('/etc/passwd').read()",
    "open('/proc/self/environ').read()",
    "open('/proc/self/mem', 'rb').read(1)",
    "open('/proc/{pid}/environ').read()",
    "open('/proc/{pid}/mem', 'rb').read(1)",
    "os.listdir('/proc/self/fd')",
    "os.listdir('/proc/{pid}/cwd/')",
    "open('/proc/{pid}/root{secret}').read()",
    "open('/sys/kernel/mm/transparent_hugepage/enabled').read()",
    "open('/tmp/x', 'w')",
    "open('/dev/shm/x', 'w')",
    "open('/dev/null', 'w')",
    "open(os.__file__, 'a')",
    "os.mkdir('/tmp/x')",
    "os.mkfifo('/tmp/x')",
    "os.unlink('{secret}')",
    "os.rename('{secret}', '/tmp/x')",
    "os.link('{secret}', '/tmp/x')",
    "os.symlink('{secret}', '/tmp/x')",
    "os.truncate('{secret}', 0)",
    "os.chmod('{secret}', 0o777)",
    "os.utime('{secret}')",
    "os.chdir('{folder}')",
    "os.chroot('/')",
    "__import__('tempfile').NamedTemporaryFile()",
    "__import__('sqlite3').connect('/tmp/x.db').execute('create table t(a)')",
    "__import__('mmap').mmap(os.open('{secret}', os.O_RDONLY), 0)",
    "import_it('{folder}', 'secret')",
]


@pytest.mark.parametrize("attack", FORBIDDEN_FILES)
def test_files(worker: Worker, secret_file: Path, attack: str) -> None:
    attack = attack.format(secret=secret_file, folder=secret_file.parent, pid=os.getpid())
    body = (
        "def import_it(folder, name):\n"
        "    sys.path.insert(0, folder)\n"
        "    return __import__(name)\n"
        f"return {attack}"
    )
    got = run(worker, body)
    assert got in ("PermissionError", "FileNotFoundError", "OperationalError") or (
        "import_it" in attack and got == "ModuleNotFoundError"
    )
    assert secret_file.read_text() == SECRET


def test_our_own_code_cannot_be_read_but_is_no_secret(worker: Worker) -> None:
    assert run(worker, f"return open({wire.__file__!r}).read()") == "PermissionError"
    assert run(worker, "import grader.wire; return 1") == 1
    for module in ("session", "checks", "answer"):
        got = run(worker, f"import grader.{module}")
        assert got in ("PermissionError", "ModuleNotFoundError")


# --- processes, signals, sockets ---------------------------------------------------------------

FORBIDDEN_ACTS = [
    "os.fork()",
    "os.forkpty()",
    "os.execv('/bin/true', ['true'])",
    "os.posix_spawn('/bin/true', ['true'], os.environ)",
    "os.system('true') and os.fork()",
    "__import__('subprocess').run(['true'])",
    "__import__('threading').Thread(target=print).start()",
    "__import__('_thread').start_new_thread(print, ())",
    "__import__('multiprocessing').Process(target=print).start()",
    "__import__('concurrent.futures').futures.ThreadPoolExecutor().submit(print)",
    "__import__('asyncio').run(__import__('asyncio').sleep(0))",
    "__import__('socket').socket()",
    "__import__('socket').socketpair()",
    "__import__('socket').socket(fileno=3).send(b'x')",
    "os.kill({pid}, 9)",
    "os.kill(os.getppid(), 9)",
    "os.kill(os.getpid(), 9)",
    "os.kill(-1, 9)",
    "os.killpg(0, 9)",
    "signal.raise_signal(9)",
    "signal.raise_signal(19)",
    "signal.setitimer(signal.ITIMER_REAL, 0.01)",
    "signal.pidfd_send_signal(os.pidfd_open({pid}), 9)",
    "os.setpriority(os.PRIO_PROCESS, 0, -5)",
    "os.nice(-5)",
    "os.sched_setaffinity(0, [0])",
    "os.setuid(0)",
    "os.setsid()",
    "os.memfd_create('x')",
    "os.eventfd(0)",
    "os.pipe()",
    "os.openpty()",
    "__import__('resource').setrlimit(__import__('resource').RLIMIT_AS, (-1, -1))",
    "__import__('resource').setrlimit(__import__('resource').RLIMIT_CPU, (1000, 1000))",
]


@pytest.mark.parametrize("attack", FORBIDDEN_ACTS)
def test_acts(worker: Worker, attack: str) -> None:
    got = run(worker, f"return {attack.format(pid=os.getpid())}")
    refused = {"PermissionError", "BlockingIOError", "RuntimeError", "OSError", "ValueError"}
    assert got in refused | {"itimer_error", "error"}
    assert worker.alive


#: By number: nothing in the standard library asks for these.
SYSTEM_CALLS = {
    "x86_64": dict(
        ptrace=101, process_vm_readv=310, process_vm_writev=311, unshare=272, setns=308, mount=165,
        pivot_root=155, bpf=321, keyctl=250, add_key=248, perf_event_open=298, io_uring_setup=425,
        userfaultfd=323, pidfd_open=434, pidfd_getfd=438, kcmp=312, seccomp=317, clone=56, fork=57,
        vfork=58, tkill=200, rt_sigqueueinfo=129, timer_create=222, alarm=37, shmget=29, msgget=68,
        semget=64, memfd_create=319, memfd_secret=447, name_to_handle_at=303, init_module=175,
        open_by_handle_at=304, inotify_init=253, fanotify_init=300, splice=275, vmsplice=278,
        sendfile=40, quotactl=179, reboot=169, swapon=167, acct=163, modify_ldt=154, iopl=172,
        ioperm=173, mlock=149, setrlimit=160, ftruncate=77, fallocate=285, pwrite64=18, flock=73,
        mincore=27, personality=135, landlock_create_ruleset=444, process_madvise=440, mbind=237,
    )
}  # fmt: skip


def test_system_calls_by_number(worker: Worker) -> None:
    calls = SYSTEM_CALLS.get(os.uname().machine)
    if calls is None:
        pytest.skip("no numbers for this machine")
    body = (
        "libc = ctypes.CDLL(None, use_errno=True)\nfound = {}\n"
        "for name, number in args[0].items():\n"
        "    result = libc.syscall(number, 0, 0, 0, 0, 0, 0)\n"
        "    found[name] = ctypes.get_errno() if result == -1 else 'WORKED'\n"
        "return found"
    )
    found = run(worker, body, calls)
    assert found == {name: 11 if name == "clone" else 1 for name in calls}


def test_another_architectures_entry_kills(worker: Worker) -> None:
    if os.uname().machine != "x86_64":
        pytest.skip("x86_64 only")
    ended = ending(
        worker,
        # mov eax, 20 (getpid, 32 bit); int 0x80; ret
        "import mmap\n"
        "code = bytes([0xB8, 20, 0, 0, 0, 0xCD, 0x80, 0xC3])\n"
        "page = mmap.mmap(-1, 4096, prot=7)\n"
        "page.write(code)\n"
        "address = ctypes.addressof(ctypes.c_char.from_buffer(page))\n"
        "return ctypes.CFUNCTYPE(ctypes.c_int)(address)()",
    )
    assert ended.reason in (Reason.FORBIDDEN, Reason.SIGNAL)  # SIGSEGV where there is no such entry


def test_only_the_descriptors_it_needs(worker: Worker) -> None:
    body = (
        "import fcntl\nopen_ones = []\n"
        "for n in range(4096):\n"
        "    try: fcntl.fcntl(n, fcntl.F_GETFD); open_ones.append(n)\n"
        "    except OSError: pass\n"
        "return open_ones"
    )
    assert run(worker, body) == [0, 1, 2, 3, 4]


def test_nothing_to_find_in_memory(worker: Worker, secret_file: Path) -> None:
    """Neither the grader's modules nor its paths are in what a worker inherits from its zygote."""
    body = (
        "import gc\ngc.unfreeze()\nnames = ' '.join(sorted(sys.modules))\n"
        "texts = [o for o in gc.get_objects() if isinstance(o, (dict, list, tuple))]\n"
        "strings = {s for o in texts for s in (o.values() if isinstance(o, dict) else o)\n"
        "           if isinstance(s, str) and args[0] in s}\n"
        "frame, depth = sys._getframe(), 0\n"
        "while frame: frame, depth = frame.f_back, depth + 1\n"
        "return names, len(strings), dict(os.environ), sys.argv"
    )
    names, strings, environment, arguments = run(worker, body, secret_file.parent.name[::-1])
    for absent in ("pytest", "grader.session", "grader.sandbox", "grader.checks", "grader.verdict"):
        assert absent not in names.split()
    assert not {name for name in environment if "PYTEST" in name or "TOKEN" in name}
    assert set(environment) <= {
        "PATH", "HOME", "LC_ALL", "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE", "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "OPENBLAS_CORETYPE",
        "OPENBLAS_L2_SIZE", "LC_CTYPE", "LD_LIBRARY_PATH", "TORCHINDUCTOR_CACHE_DIR",
    }  # fmt: skip
    assert arguments == [""]


# --- memory, output, CPU -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "bomb",
    [
        "bytearray(20 << 30)",
        "[bytearray(1 << 20) for _ in range(100_000)]",
        "'x' * 10**11",
        "list(range(10**10))",
        "__import__('numpy').ones(10**11)",
        "__import__('mmap').mmap(-1, 20 << 30)",
        "[ctypes.create_string_buffer(1 << 24) for _ in range(10**4)]",
    ],
)
def test_memory_bombs_go_off_inside(worker: Worker, bomb: str) -> None:
    assert run(worker, f"return len({bomb})") in ("MemoryError", "OSError")
    assert run(worker, "return 1") == 1


def test_output_past_the_writer(worker: Worker) -> None:
    got = run(worker, "while True: os.write(1, b'x' * 65536)")
    assert got == "OSError"
    text, _ = worker.printed()
    assert 65_000 < len(text) < 70_000


def test_output_past_the_limit_with_the_signal_on(worker: Worker) -> None:
    ended = ending(
        worker,
        "signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\nwhile True: os.write(1, bytes(9999))",
    )
    assert ended.reason is Reason.OUTPUT


def test_output_that_is_overwritten_is_only_text(worker: Worker) -> None:
    body = (
        "os.lseek(1, 0, 0)\nos.write(1, b'\\x1b[2J\\xff\\x00')\nos.lseek(1, 60000, 0)\nprint('end')"
    )
    run(worker, "print('start')\n" + body)
    text, end = worker.printed()
    assert "\x1b" not in text and text.startswith("␛[2J�␀") and end < 70_000


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("while True: pass", Reason.CPU),
        (
            "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
            Reason.CPU,
        ),
        ("import re; re.match('(a+)+$', 'a' * 40 + 'b')", Reason.CPU),
        ("return 9 ** 9 ** 9", Reason.CPU),
        ("time.sleep(1000)", Reason.WALL),
        ("os.read(3, 1)", Reason.WALL),
        ("import threading; l = threading.Lock(); l.acquire(); l.acquire()", Reason.WALL),
        (
            "for n in range(1, 65):\n    try: signal.signal(n, signal.SIG_IGN)\n"
            "    except (OSError, ValueError): pass\nwhile True: pass",
            Reason.CPU,
        ),
        ("import select; select.select([], [], [])", Reason.WALL),
    ],
)
def test_runaways(worker: Worker, body: str, reason: Reason) -> None:
    assert ending(worker, body, cpu_s=0.3).reason is reason


def test_recursion_without_end(worker: Worker) -> None:
    ended = ending(worker, "sys.setrecursionlimit(10**8)\ng = lambda: g()\ng()", cpu_s=0.5)
    assert ended.reason in (Reason.CPU, Reason.SIGNAL)


def test_ignoring_the_signal_of_the_lifetime_limit(sandbox: Sandbox) -> None:
    with sandbox.spawn(Limits(cpu_s=1)) as worker:
        ended = ending(worker, "signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass")
        assert ended.reason is Reason.CPU


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("ctypes.string_at(0)", Reason.SIGNAL),
        ("ctypes.CDLL(None).abort()", Reason.SIGNAL),
        ("os.abort()", Reason.SIGNAL),
        ("os._exit(0)", Reason.EXIT),
        ("ctypes.CDLL(None).exit(0)", Reason.EXIT),
        ("ctypes.memset(id(0), 1, 10**6)", Reason.SIGNAL),
    ],
)
def test_crashes(worker: Worker, body: str, reason: Reason) -> None:
    ended = ending(worker, body)
    assert ended.reason is reason, ended


# --- the wire ----------------------------------------------------------------------------------

FORGE = """
import json, os, struct, time
def frame(nonce, head, payload=b"", magic=b"Gb01", head_size=None, size=None):
    head = head if isinstance(head, bytes) else json.dumps(head).encode()
    sizes = (len(head) if head_size is None else head_size, len(payload) if size is None else size)
    return struct.pack("<4s16sIQ", magic, nonce, *sizes) + head + payload
def steal():
    import sys
    frame = sys._getframe()
    while "nonce" not in frame.f_locals or not isinstance(frame.f_locals["nonce"], bytes):
        frame = frame.f_back
    return frame.f_locals["nonce"]
def send(data):
    while data:
        data = data[os.write(3, data):]
def early():
    send(frame(bytes(16), ["l", "ok", 42]))
    return 1
def early_then_sleep():
    send(frame(bytes(16), ["l", "ok", 42]))
    time.sleep(100)
def forged():
    send(frame(steal(), ["l", "ok", 42, ["d"]]))
def garbage():
    send(os.urandom(100_000))
def text():
    send(b"HTTP/1.1 200 OK" * 100)
def huge_payload():
    send(frame(steal(), ["a", "uint8", [10**10]], size=10**10))
    time.sleep(100)
def allowed_payload_never_sent():
    send(frame(steal(), ["a", "uint8", [10**8]], size=10**8))
    time.sleep(100)
def huge_head():
    send(frame(steal(), b"", head_size=2**31))
    time.sleep(100)
def deep():
    send(frame(steal(), b"[" * 1_000_000))
def collisions():
    send(frame(steal(), ["d", *[[i * (2**61 - 1), 0] for i in range(30_000)]]))
def tuple_collisions():
    send(frame(steal(), ["d", *[[["t", i, i], 0] for i in range(30_000)]]))
def zeros():
    send(frame(steal(), ["l", *[["a", "int8", [0]]] * 60_000]))
def digits():
    send(frame(steal(), b"1" * 900_000))
def negative():
    send(frame(steal(), ["a", "float64", [-1, -8]], bytes(64)))
def objects():
    send(frame(steal(), ["a", "object", [8]], bytes(64)))
def drip():
    data = frame(steal(), ["l", "ok", 42])
    for i in range(len(data)):
        send(data[i:i + 1])
        time.sleep(0.2)
def drip_fast():
    send(frame(steal(), ["a", "uint8", [10**8]], size=10**8))
    while True:
        send(b"x")
        time.sleep(0.001)
def flood():
    while True:
        send(bytes(1 << 20))
def closed():
    os.close(3)
def closed_and_asleep():
    os.close(3)
    time.sleep(100)
def swapped():
    os.dup2(0, 3)
def silent():
    import grader.inside.link as link
    link.Link.send = lambda *_: None
"""


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("early", Reason.PROTOCOL),
        ("early_then_sleep", Reason.PROTOCOL),
        ("garbage", Reason.PROTOCOL),
        ("text", Reason.PROTOCOL),
        ("huge_payload", Reason.PROTOCOL),
        ("allowed_payload_never_sent", Reason.WALL),
        ("huge_head", Reason.PROTOCOL),
        ("deep", Reason.PROTOCOL),
        ("collisions", Reason.PROTOCOL),
        ("tuple_collisions", Reason.PROTOCOL),
        ("digits", Reason.PROTOCOL),
        ("negative", Reason.PROTOCOL),
        ("objects", Reason.PROTOCOL),
        ("drip", Reason.WALL),
        ("drip_fast", Reason.WALL),
        ("flood", Reason.PROTOCOL),
        ("closed_and_asleep", Reason.PROTOCOL),
        ("silent", Reason.WALL),
    ],
)
def test_forged_replies(worker: Worker, name: str, reason: Reason) -> None:
    assert load(worker, FORGE) == ["ok", None]
    with pytest.raises(WorkerEnded) as caught:
        call(worker, name, cpu_s=1.0 if reason is Reason.WALL else 10.0)
    assert caught.value.reason is reason, caught.value


def test_a_forged_reply_is_just_the_learners_own_answer(worker: Worker) -> None:
    load(worker, FORGE)
    assert call(worker, "forged") == ["ok", 42, {}]
    with pytest.raises(WorkerEnded) as caught:  # the second, real one is one too many
        call(worker, "forged")
    assert caught.value.reason is Reason.PROTOCOL


@pytest.mark.parametrize("name", ["closed", "swapped"])
def test_losing_the_socket(worker: Worker, name: str) -> None:
    load(worker, FORGE)
    with pytest.raises(WorkerEnded) as caught:
        call(worker, name)
    assert caught.value.reason in (Reason.EXIT, Reason.PROTOCOL, Reason.WALL)


def test_many_empty_arrays_are_read_or_refused_quickly(worker: Worker) -> None:
    load(worker, FORGE)
    started = time.process_time()
    try:
        call(worker, "zeros")
    except WorkerEnded as ended:
        assert ended.reason is Reason.PROTOCOL
    assert time.process_time() - started < 10  # of our own time


def test_a_learner_who_does_not_read(worker: Worker) -> None:
    """Our own sending is under the deadline too."""
    load(worker, "import time\ndef f(x): pass\nimport grader.inside.link as link\n")
    load(
        worker,
        "import os, time\nimport grader.inside.link as link\n"
        "def stall(self, space):\n    while True: time.sleep(1)\n"
        "def f():\n    link.Link._fill = stall\n",
    )
    call(worker, "f")
    with pytest.raises(WorkerEnded) as caught:
        call(worker, "f", np.zeros(10_000_000), cpu_s=0.5)
    assert caught.value.reason is Reason.WALL


def test_a_patched_worker_only_changes_its_own_answers(worker: Worker) -> None:
    load(
        worker,
        "import builtins, json, time, numpy as np\n"
        "class Liar(np.ndarray):\n"
        "    def __eq__(self, other): return True\n"
        "    def __array_finalize__(self, obj): pass\n"
        "def f(): return np.zeros(2).view(Liar)\n"
        "def g():\n"
        "    time.perf_counter = time.process_time = lambda: 0.0\n"
        "    builtins.isinstance = lambda *_: True\n"
        "    np.testing.assert_allclose = lambda *a, **k: None\n",
    )
    got = call(worker, "f")[1]
    assert type(got) is np.ndarray and not (got == 1).any()
    try:
        call(worker, "g")
        call(worker, "f")
    except WorkerEnded as ended:
        assert ended.reason is not Reason.MEMORY
    assert isinstance(3, int)


def test_forged_whereabouts_mislead_nobody_else(worker: Worker) -> None:
    ended = ending(
        worker,
        "os.write(4, b'  File \"../../etc/passwd\", line 1 in root\\n' * 100)\nwhile True: pass",
        cpu_s=0.3,
    )
    assert ended.where == ()


def test_siblings_cannot_reach_each_other(sandbox: Sandbox) -> None:
    with sandbox.spawn() as one, sandbox.spawn() as two:
        load(two, "x = 1")
        for attack in (f"os.kill({two.pid}, 9)", "os.kill(2, 9)", "os.kill(3, 9)", "os.kill(4, 9)"):
            assert run(one, f"return {attack}") == "PermissionError"
        for pid in (two.pid, 1, 2, 3, 4):
            assert run(one, f"return open('/proc/{pid}/mem')") in (
                "PermissionError",
                "FileNotFoundError",
            )
        assert two.request(["has", "x"], cpu_s=CPU_S).value == ["ok", False] and two.alive


def test_no_network_even_by_descriptor(worker: Worker) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        body = f"import urllib.request; urllib.request.urlopen('http://127.0.0.1:{port}')"
        assert run(worker, body) == "URLError"


def test_attacks_leave_the_sandbox_serving(sandbox: Sandbox) -> None:
    for body in ("os._exit(1)", "ctypes.string_at(0)", "os.close(3)"):
        with sandbox.spawn() as worker:
            ending(worker, body)
    with sandbox.spawn() as worker:
        assert run(worker, "return 7") == 7
