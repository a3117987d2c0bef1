"""What a worker answers to each operation, seen from the grader's side, in the sandbox."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch

from grader.ending import WorkerEnded
from grader.sandbox import Limits, Reply, Sandbox, Worker
from grader.wire import Foreign, Handle, Seeded, WireError

CPU_S = 10.0


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox("torch") as sandbox:
        yield sandbox


class Loaded:
    """A worker with one file loaded, and short ways to ask it."""

    def __init__(self, worker: Worker, loading: list[Any]) -> None:
        self.worker = worker
        self.loading = loading

    def ask(self, *message: Any) -> list[Any]:
        reply = self.worker.request(message, cpu_s=CPU_S)
        assert isinstance(reply, Reply) and isinstance(reply.value, list)
        return reply.value

    def call(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """The value of a call, or the reply that says why there is none."""
        answer = self.ask("call", None, name, list(args), kwargs)
        return answer[1] if answer[0] == "ok" else answer

    def changed(self, name: str, *args: Any, **kwargs: Any) -> Any:
        answer = self.ask("call", None, name, list(args), kwargs, {"check_inputs": True})
        assert answer[0] == "ok", answer
        return answer[2]["changed"]

    def grad(self, name: str, args: list[Any], wrt: list[Any], cotangent: Any = None) -> Any:
        answer = self.ask("grad", name, args, {}, wrt, cotangent)
        assert answer[0] == "ok", answer
        return answer[1]


Load = Callable[..., Loaded]


@pytest.fixture
def load(sandbox: Sandbox) -> Iterator[Load]:
    """load(source, other_file=..., before=..., after=...) -> Loaded"""
    with_limits = Limits(cpu_s=60, memory_mb=2000, output_kb=8)
    workers = []

    def load(source: str, *, before: str | None = None, after: str | None = None, **other: str):  # type: ignore[no-untyped-def]
        worker = sandbox.spawn(with_limits)
        workers.append(worker)
        files = {"a.py": source} | {f"{name}.py": text for name, text in other.items()}
        parts = {"files": files, "main": "a.py", "before": before, "after": after}
        return Loaded(worker, worker.request(["load", parts], cpu_s=CPU_S).value)

    yield load
    for worker in workers:
        worker.close()


# --- load --------------------------------------------------------------------------------------


def test_load_says_ok(load: Load) -> None:
    assert load("x = 1").loading == ["ok", None]


def test_a_module_knows_its_name_but_is_not_main(load: Load) -> None:
    w = load(
        "import sys\ndef f(): return __name__, __file__, sys.modules['a'].f is f\n"
        "if __name__ == '__main__': raise SystemExit"
    )
    assert w.call("f") == ("a", "a.py", True)


def test_the_arguments_of_the_program_are_empty(load: Load) -> None:
    assert load("import sys\ndef f(): return sys.argv, sys.stdin.read()").call("f") == ([""], "")


def test_other_files_can_be_imported_and_seen_in_tracebacks(load: Load) -> None:
    w = load("import b\ndef f(): return b.g()", b="import c\ndef g():\n    return c.h()", c="")
    assert w.loading == ["ok", None]
    assert w.call("f")[5] == [["a.py", 2, "f"], ["b.py", 3, "g"]]


def test_other_files_do_not_stand_in_for_libraries(load: Load) -> None:
    w = load("import json, statistics, numpy\ndef f(): return numpy.pi", json="1/0", numpy="1/0")
    assert w.loading == ["ok", None] and w.call("f") == math.pi


def test_a_file_may_be_called_like_a_library(sandbox: Sandbox) -> None:
    with sandbox.spawn() as worker:
        parts = {"files": {"random.py": "def f(): return 3"}, "main": "random.py"}
        worker.request(["load", parts], cpu_s=CPU_S)
        worker.request(["seed", 5], cpu_s=CPU_S)
        assert worker.request(["call", None, "f", [], {}], cpu_s=CPU_S).value[1] == 3


def test_code_of_ours_runs_before_and_after(load: Load) -> None:
    w = load("y = x + 1", before="x = 1", after="def f(): return x, y\ny += 1")
    assert w.call("f") == (1, 3)


def test_a_fault_in_code_of_ours_is_told_apart(load: Load) -> None:
    reply = load("x = 1", before="1/0").loading
    assert reply[:3] == ["err", "raised", "ZeroDivisionError"]
    assert reply[5] == [] and reply[6]["stage"] == "<before>"
    assert load("1/0").loading[6]["stage"] == "a.py"


def test_a_syntax_error_has_a_place(load: Load) -> None:
    reply = load("x = 1\ny = (2,\n").loading
    assert reply[2] == "SyntaxError" and "was never closed" in reply[4]
    assert reply[6] == {
        "stage": "a.py",
        "file": "a.py",
        "line": 2,
        "column": 5,
        "text": "y = (2,\n",
    }


def test_a_file_that_raises_while_it_is_loaded(load: Load) -> None:
    reply = load("def f():\n    raise KeyError('k')\nf()").loading
    assert reply[:5] == ["err", "raised", "KeyError", reply[3], "'k'"]
    assert reply[3] == ["KeyError", "LookupError", "Exception", "BaseException", "object"]
    assert reply[5] == [["a.py", 3, "<module>"], ["a.py", 2, "f"]]


def test_dataclasses_and_getsource_work_in_a_file(load: Load) -> None:
    w = load(
        "from __future__ import annotations\nimport dataclasses, inspect\n"
        "@dataclasses.dataclass\nclass P:\n    x: int = 3\n"
        "def f(): return P().x, len(inspect.getsource(P))"
    )
    assert w.call("f") == (3, 47)


# --- seed --------------------------------------------------------------------------------------

DRAW = """
import random, numpy as np, torch
def draw():
    return random.random(), np.random.rand(2), torch.rand(2)
"""


def test_seeding_sets_all_global_generators(load: Load) -> None:
    w = load(DRAW)
    draws = []
    for seed in (7, 7, 8, 2**63, 2**64 - 1):
        assert w.ask("seed", seed) == ["ok", None]
        draws.append(str(w.call("draw")))
    assert draws[0] == draws[1] and len(set(draws)) == 4
    assert str(w.call("draw")) != draws[-1]
    other = load(DRAW)
    other.ask("seed", 7)
    assert str(other.call("draw")) == draws[0]


# --- call --------------------------------------------------------------------------------------

ECHO = "def echo(*args, **kwargs): return args, kwargs"


def test_values_arrive_and_come_back(load: Load) -> None:
    values = (None, True, 3, 10**40, 2.5, 1j, "글", [1, (2, {"k": [3]})], {"a": 1, 3: (4,)})
    args, kwargs = load(ECHO).call("echo", *values, key=[1])
    assert args == values and kwargs == {"key": [1]}
    assert [type(arg) for arg in args] == [type(value) for value in values]


def test_arrays_and_tensors_arrive_and_come_back(load: Load) -> None:
    array, tensor = np.arange(6.0).reshape(2, 3), torch.arange(4, dtype=torch.bfloat16)
    (got, same, scalar), _ = load(ECHO).call("echo", array, tensor, np.float32(2.5))
    assert np.array_equal(got, array) and torch.equal(same, tensor)
    assert same.dtype == torch.bfloat16 and type(scalar) is np.float32


def test_texts_that_come_back_are_clean(load: Load) -> None:
    w = load("def f(): return ['\\ud800', '\\x1b[2J', {'\\x00': 1}]")
    assert w.call("f") == ["�", "␛[2J", {"␀": 1}]


def test_a_megabyte_there_and_back(load: Load) -> None:
    big = np.random.default_rng(0).normal(size=500_000)
    w = load("def f(x): return x[::-1]")
    assert np.array_equal(w.call("f", big), big[::-1])


def test_generators_are_made_in_the_worker(load: Load) -> None:
    w = load("def f(a, b, c): return a.initial_seed(), float(b.random()), c.random()")
    seeded = (Seeded(5, "torch"), Seeded(5, "numpy"), Seeded(5, "python"))
    first, second, third = w.call("f", *seeded)
    assert first == 5 and second == np.random.default_rng(5).random()
    assert third == __import__("random").Random(5).random()


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("{1, 2}", "set"),
        ("b'x'", "bytes"),
        ("(i for i in [1])", "generator"),
        ("iter([1])", "list_iterator"),
        ("len", "builtin_function_or_method"),
        ("lambda: 0", "function"),
        ("int", "type"),
        ("math", "module"),
        ("np.array(['a'])", "ndarray of str"),
        ("np.array([{}])", "ndarray of object"),
        ("torch.eye(2).to_sparse()", "Tensor"),
        ("torch.empty(2, device='meta')", "Tensor"),
        ("{(1, (2, 3)): 1}", "dict"),
        ("range(3)", "range"),
        ("functools.partial(len)", "partial"),
        ("zip([1], [2])", "zip"),
        ("object()", "object"),
    ],
)
def test_what_has_no_place_on_the_wire_is_named(load: Load, expression: str, name: str) -> None:
    w = load(f"import functools, math, torch, numpy as np\ndef f(): return [{expression}]")
    (got,) = w.call("f")
    assert isinstance(got, Foreign) and got.type_name.startswith(name.split(" of str")[0])


def test_cycles_end_in_something_foreign(load: Load) -> None:
    got = load("def f():\n    x = []\n    x.append(x)\n    return x").call("f")
    while isinstance(got, list):
        (got,) = got
    assert got == Foreign("list")


def test_results_that_are_too_large_are_an_error(load: Load) -> None:
    w = load(
        "import numpy as np\ndef many(): return list(range(200_000))\n"
        "def big(): return np.zeros(26_000_000)\ndef digits(): return 10**5000"
    )
    for name in ("many", "big", "digits"):
        assert w.call(name)[:2] == ["err", "unencodable"]
    assert w.worker.alive


def test_missing_and_not_callable(load: Load) -> None:
    w = load("x = 3\ndef f(): raise AttributeError('inner')")
    assert w.call("g")[:2] == ["err", "missing"]
    assert w.call("x")[:2] == ["err", "not_callable"]
    assert w.call("f")[1:3] == ["raised", "AttributeError"]
    assert [w.ask("has", name)[1] for name in ("f", "x", "g")] == [True, False, False]


def test_exceptions_are_described(load: Load) -> None:
    w = load(
        "class Mine(ValueError): pass\n"
        "def inner(x):\n    raise Mine(f'bad {x}')\n"
        "def f(x):\n    return inner(x)\n"
        "def wrong(a): pass\n"
    )
    reply = w.call("f", 3)
    assert reply[:3] == ["err", "raised", "Mine"] and reply[4] == "bad 3"
    assert reply[3][:2] == ["Mine", "ValueError"]
    assert reply[5] == [["a.py", 5, "f"], ["a.py", 3, "inner"]]
    assert w.call("wrong", 1, 2)[2] == "TypeError"


@pytest.mark.parametrize(
    ("body", "kind", "name"),
    [
        ("import sys; sys.exit(3)", "exit", "SystemExit"),
        ("raise KeyboardInterrupt", "raised", "KeyboardInterrupt"),
        ("raise GeneratorExit", "raised", "GeneratorExit"),
        ("raise NotImplementedError", "raised", "NotImplementedError"),
        ("return f()", "raised", "RecursionError"),
        ("return bytearray(10**13)", "raised", "MemoryError"),
        ("return np.ones(10**12)", "raised", "MemoryError"),
        ("return torch.ones(10**12)", "raised", "RuntimeError"),
        ("open('/tmp/x', 'w')", "raised", "PermissionError"),
        ("input()", "raised", "EOFError"),
        ("raise Sly", "raised", "Sly"),
        ("raise Rude('x' * 10)", "raised", "Rude"),
        ("raise Group('g', [ValueError(1)])", "raised", "Group"),
    ],
)
def test_every_way_to_raise(load: Load, body: str, kind: str, name: str) -> None:
    w = load(
        "import numpy as np, torch\n"
        "class Meta(type):\n    __name__ = property(lambda c: 1/0)\n    __mro__ = ()\n"
        "    __module__ = property(lambda c: 1/0)\n"
        "class Sly(Exception, metaclass=Meta):\n    __class__ = property(lambda s: 1/0)\n"
        "    def __str__(self): raise SystemExit\n"
        "class Rude(BaseException):\n    def __str__(self): return Text('\\x1b')\n"
        "class Text(str):\n    def __str__(self): raise ValueError\n"
        "class Group(ExceptionGroup): pass\n"
        f"def f():\n    {body}\n"
    )
    reply = w.call("f")
    assert reply[:3] == ["err", kind, name]
    assert reply[3][0] == name and reply[3][-1] == "object"
    assert reply[5] and all(frame[0] == "a.py" for frame in reply[5]) and len(reply[5]) <= 20
    assert w.call("f")[2] == name  # and it lives


def test_a_changed_recursion_limit_does_not_break_the_worker(load: Load) -> None:
    w = load("import sys\ndef f():\n    sys.setrecursionlimit(60)\n    return 3\ndef g(): return 4")
    assert w.call("f") == 3 and w.call("g") == 4


# --- inputs that were changed ------------------------------------------------------------------


def test_changed_inputs_are_named(load: Load) -> None:
    w = load(
        "def array(x, y):\n    y += 1\n"
        "def inner(params, *rest):\n    params['w'][0] = 9; rest[1].sort()\n"
        "def grows(a, b=None):\n    b.append(1)\n"
        "def keyword(x, *, out):\n    out.zero_()\n"
        "def keys(d): d['new'] = 1\n"
        "def nothing(x, d): return x + 1\n"
    )
    assert w.changed("array", np.zeros(2), np.zeros(2)) == ["y"]
    assert w.changed("inner", {"w": np.ones(2), "v": np.ones(2)}, [1], [3, 1]) == [
        "params['w']",
        "args[2]",
    ]
    assert w.changed("grows", 1, []) == ["b"]
    assert w.changed("keyword", torch.ones(2), out=torch.ones(2)) == ["out"]
    assert w.changed("keys", {"a": 1}) == ["d"]
    assert w.changed("nothing", np.array([np.nan]), {"a": [torch.ones(2)]}) == []


def test_changes_are_not_looked_for_unless_asked(load: Load) -> None:
    w = load("def f(x): x += 1")
    assert w.ask("call", None, "f", [np.zeros(2)], {})[2] == {"changed": []}


# --- handles -----------------------------------------------------------------------------------

COUNTER = """
class Counter:
    def __init__(self, start): self.n = start
    def add(self, k): self.n += k; return self
    @property
    def broken(self): raise ValueError("no")
def read(counter): return counter.n
def many(): return [Counter(i) for i in range(1500)]
"""


def test_objects_stay_and_are_called_by_handle(load: Load) -> None:
    w = load(COUNTER)
    handle = w.call("Counter", 3)
    assert handle == Handle(0, "Counter")
    assert w.ask("call", handle, "add", [4], {})[1] == handle
    assert w.ask("get", handle, "n") == ["ok", 7]
    assert w.call("read", handle) == 7
    assert w.ask("call", handle, "fly", [], {})[:2] == ["err", "missing"]
    assert w.ask("get", handle, "wings")[:2] == ["err", "missing"]
    assert w.ask("get", handle, "broken")[1:3] == ["raised", "ValueError"]
    assert w.ask("get", Handle(99, "Old"), "n") == ["err", "gone", "", [], "Old", [], {}]
    assert w.call("read", handle) == 7


def test_the_table_of_handles_is_bounded(load: Load) -> None:
    got = load(COUNTER).call("many")
    assert sum(isinstance(item, Handle) for item in got) == 1000
    assert got[-1] == Foreign("Counter")


def test_a_torch_module_is_an_object(load: Load) -> None:
    w = load("from torch import nn\ndef f(): return nn.Linear(2, 3)")
    handle = w.call("f")
    assert handle.type_name == "Linear"
    assert w.ask("call", handle, "forward", [torch.ones(1, 2)], {})[1].shape == (1, 3)


# --- gradients ---------------------------------------------------------------------------------


def test_gradients_with_default_cotangents(load: Load) -> None:
    w = load("def f(x, y): return x * x * y")
    x, y = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])
    got = w.grad("f", [x, y], [0, 1])
    assert torch.equal(got["value"], x * x * y)
    assert torch.equal(got["grads"][0], 2 * x * y) and torch.equal(got["grads"][1], x * x)


def test_gradients_with_paths_and_cotangents(load: Load) -> None:
    w = load("def f(p, n): return p['w'] * 2, [p['b'][1] * 3, n]")
    params = {"w": torch.ones(2), "b": (torch.ones(1), torch.ones(2))}
    got = w.grad("f", [params, 7], [[0, "w"], [0, "b", 1]], (torch.tensor([1.0, 5.0]), None))
    assert got["grads"][0].tolist() == [2, 10] and got["grads"][1] is None
    got = w.grad("f", [params, 7], [[0, "w"], [0, "b", 1]])
    assert got["grads"][1].tolist() == [3, 3] and got["value"][1][1] == 7


def test_no_gradient_where_none_flows(load: Load) -> None:
    w = load(
        "def detached(x): return x.detach() * 2\ndef integer(x): return x.argmax()\n"
        "def plain(x): return 3\ndef unused(x, y): return x\n"
        "import torch\n@torch.no_grad()\ndef off(x): return x * 2\n"
    )
    x = torch.tensor([1.0, 2.0])
    for name in ("detached", "integer", "plain", "off"):
        assert w.grad(name, [x], [0])["grads"] == [None]
    assert w.grad("unused", [x, x], [0, 1])["grads"][1] is None


def test_gradients_when_grad_mode_was_switched_off(load: Load) -> None:
    w = load("import torch\ntorch.set_grad_enabled(False)\ndef f(x): return (x * x).sum()")
    assert w.grad("f", [torch.tensor([3.0])], [0])["grads"][0].tolist() == [6.0]


def test_gradients_of_inputs_never_reach_the_caller(load: Load) -> None:
    x = torch.ones(2)
    load("def f(x): return x * 2").grad("f", [x], [0])
    assert not x.requires_grad


def test_a_cotangent_of_the_wrong_shape_is_an_error_of_the_call(load: Load) -> None:
    w = load("def f(x): return x * 2")
    reply = w.ask("grad", "f", [torch.ones(2)], {}, [0], torch.ones(3))
    assert reply[:2] == ["err", "raised"]
    for cotangent in (torch.ones(1), torch.ones(3, 2), torch.tensor(1.0), torch.ones(2) * 1j):
        reply = w.ask("grad", "f", [torch.ones(2)], {}, [0], cotangent)
        assert reply[:2] == ["err", "raised"], cotangent
    assert w.ask("grad", "g", [], {}, [])[:2] == ["err", "missing"]


def test_gradients_are_those_of_autograd_to_the_bit(load: Load) -> None:
    source = "import torch\ndef f(x, y): return torch.tanh(x @ y), (x * 3).exp(), x, 1j * y\n"
    random = torch.Generator().manual_seed(0)
    x, y = torch.randn(3, 3, generator=random), torch.randn(3, 3, generator=random)
    cotangents = tuple(torch.randn(3, 3, generator=random) for _ in range(3)) + (1j * y,)
    leaves = x.clone().requires_grad_(), y.clone().requires_grad_()
    values: dict[str, Any] = {}
    exec(source, values)
    want = torch.autograd.grad(values["f"](*leaves), leaves, cotangents)
    got = load(source).grad("f", [x, y], [0, 1], cotangents)["grads"]
    assert all(torch.equal(a, b) for a, b in zip(got, want, strict=True))


# --- price and parse ---------------------------------------------------------------------------


def test_the_price_of_a_call(sandbox: Sandbox) -> None:
    with sandbox.spawn() as worker:
        reply = worker.request(["price", [np.ones(1000)], 80_000], cpu_s=CPU_S)
        assert reply.value[1].nbytes == 80_000
        assert reply.request_bytes > 8000 and reply.reply_bytes > 80_000
        assert 0 <= reply.cpu_s < 5 and reply.wall_s > 0


def parse(sandbox: Sandbox, source: str) -> Any:
    with sandbox.spawn(Limits(cpu_s=30)) as worker:
        return worker.request(["parse", source, "a.py"], cpu_s=CPU_S).value[1]


def test_parsing_lists_imports_and_functions(sandbox: Sandbox) -> None:
    source = (
        "import os.path, json as j\nfrom torch.nn import functional\nfrom . import x\n"
        "def f():\n    import scipy\nasync def g(): pass\nclass C:\n    def h(self): pass\n"
    )
    assert parse(sandbox, source) == {
        "error": None,
        "imports": [["os", 1], ["json", 1], ["torch", 2], ["scipy", 5]],
        "functions": ["f", "g", "C"],
    }


@pytest.mark.parametrize(
    ("source", "line"),
    [("x = 1\ny = = 2\n", 2), ("def f(:\n", 1), ("return 3", 1), ("x = '\x00'", 1)],
)
def test_parsing_says_what_is_wrong(sandbox: Sandbox, source: str, line: int) -> None:
    error = parse(sandbox, source)["error"]
    assert error["line"] == line and error["message"]


def test_parsing_survives_hostile_source(sandbox: Sandbox) -> None:
    for source in ("(" * 5000, "-" * 100_000 + "1", "x = " + "1+" * 50_000 + "1", "\ud800 = 1"):
        try:
            assert parse(sandbox, source)["error"]["message"]
        except WorkerEnded:
            pass  # the parser went down: that is what it runs in a worker for


# --- what is printed ---------------------------------------------------------------------------


def test_what_is_printed_is_kept_in_order(load: Load) -> None:
    w = load(
        "import sys, logging, warnings\nprint('loaded')\n"
        "def f():\n    print('한', end='')\n    print('err', file=sys.stderr)\n"
        "    sys.stdout.buffer.write(b'raw\\n'); logging.warning('log'); warnings.warn('careful')\n"
    )
    text, end = w.worker.printed()
    assert text == "loaded\n"
    w.call("f")
    text, _ = w.worker.printed(end)
    assert text.startswith("한err\nraw\nWARNING:root:log\na.py:6: UserWarning: careful")
    assert w.worker.printed()[0].startswith("loaded\n한")


def test_printing_too_much_is_no_error(load: Load) -> None:
    w = load("def f():\n    for i in range(3000): print('x' * 100)\n    return 3")
    assert w.call("f") == 3
    text, _ = w.worker.printed()
    assert text.endswith("\n... output cut\n") and 8192 <= len(text) < 8300
    assert w.call("f") == 3 and w.worker.printed()[0] == text


def test_odd_things_can_be_printed(load: Load) -> None:
    w = load("import sys\ndef f(): print('\\ud800', '\\x1b'); sys.stdout = None; return 1")
    assert w.call("f") == 1
    assert w.worker.printed()[0] == "? ␛\n"
    assert w.call("f") == 1  # what it did to sys.stdout is undone
    assert w.worker.printed()[0] == "? ␛\n" * 2


def test_what_was_printed_can_be_read_to_the_end(load: Load) -> None:
    w = load("print('hello')")
    w.worker.kill()
    assert w.worker.printed()[0] == "hello\n"
    w.worker.close()
    assert w.worker.printed(2) == ("llo\n", 6)


# --- odd requests ------------------------------------------------------------------------------


def test_what_cannot_be_sent_leaves_the_worker_as_it_was(load: Load) -> None:
    w = load(ECHO)
    with pytest.raises(WireError):
        w.call("echo", object())
    with pytest.raises(WireError):
        w.call("echo", np.zeros(201_000_000, np.uint8))
    assert w.call("echo", 1) == ((1,), {})


def test_an_unknown_operation_is_an_error_reply(load: Load) -> None:
    w = load("")
    assert w.ask("dance")[:2] == ["err", "raised"]
    assert w.ask("call")[:2] == ["err", "raised"] and w.worker.alive
