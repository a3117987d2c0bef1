"""The arrows of docs/architecture.md: who may import whom, and what nobody may call.

Everything here is read by `ast`; nothing is imported. A rule yields faults for one module, and
`test_a_broken_arrow_is_reported` feeds each rule a module that breaks it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("basis", "grader", "quiz", "web", "commands", "cli", "tests", "bench")

#: What runs in the zygote and in the worker, beside a learner's code. It imports only itself.
SANDBOXED = (
    "grader.zygote",
    "grader.worker",
    "grader.inside",
    "grader.wire",
    "grader.clean",
    "grader.layers",
)

#: Turn data into data or into text; may not know processes, pytest or the sandbox.
PURE = ("errors", "verdict", "ending", "clean", "compare", "report", "texts", "lint")
MACHINERY = ("sandbox", "channel", "session", "plugin", "student", "race", "zygote", "worker")

#: A console script's commands, and what they may load only once a command asks for it.
OTHER_ENGINE = {
    "commands.asking": ("grader", "commands.grading"),
    "commands.grading": ("quiz", "commands.asking"),
    "commands.linking": ("quiz", "grader", "commands"),
    "commands.program": ("quiz", "grader", "commands"),
    "cli": ("quiz", "grader", "commands"),
}

#: The only place where text from outside is executed as code.
EXECUTES = "grader/worker.py"

MOST_LINES = 400


@dataclass(frozen=True)
class Module:
    """A Python file by its path in the project; files to come can be made up by tests."""

    path: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source, self.path)

    @property
    def name(self) -> str:
        parts = PurePosixPath(self.path).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def package(self) -> str:
        return self.name if self.path.endswith("__init__.py") else self.name.rpartition(".")[0]

    def within(self, *folders: str) -> bool:
        return PurePosixPath(self.path).parts[0] in folders

    @cached_property
    def imports_at_once(self) -> tuple[str, ...]:
        """Dotted names of what is imported when this module is: not in functions, nor for types."""
        later = [node for node in ast.walk(self.tree) if is_for_later(node)]
        lines = {line for node in later for line in range(node.lineno, (node.end_lineno or 0) + 1)}
        return tuple(name for line, name in self.imports if line not in lines)

    @cached_property
    def imports(self) -> tuple[tuple[int, str], ...]:
        """Line and dotted name of everything imported, wherever in the file.

        `from a import b` gives `a.b`, since b may be a module.
        """
        return tuple(self._imports())

    def _imports(self) -> Iterator[tuple[int, str]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self._absolute(node)
                yield from (
                    (node.lineno, f"{base}.{alias.name}".lstrip(".")) for alias in node.names
                )
            elif isinstance(node, ast.Call) and called(node) in IMPORTERS and node.args:
                if isinstance(name := node.args[0], ast.Constant) and isinstance(name.value, str):
                    yield node.lineno, name.value

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.package.split(".")
        return ".".join([*parts[: len(parts) - node.level + 1], *filter(None, [node.module])])


def is_for_later(node: ast.AST) -> bool:
    """Whether what stands inside is not run when its module is imported."""
    if isinstance(node, ast.If):
        return dotted(node.test).rpartition(".")[2] == "TYPE_CHECKING"
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


IMPORTERS = ("__import__", "importlib.import_module", "import_module")


def called(node: ast.Call) -> str:
    """The dotted name of what a call calls, as written; "" if it is not a plain name."""
    return dotted(node.func)


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{base}.{node.attr}" if (base := dotted(node.value)) else ""
    return ""


def under(name: str, *roots: str) -> bool:
    """Whether a dotted name is one of the roots or lies below one."""
    return any(name == root or name.startswith(root + ".") for root in roots)


def modules(*patterns: str) -> Iterator[Module]:
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            if "__pycache__" not in path.parts:
                yield Module(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))


def engine() -> list[Module]:
    """Both engines, and what they stand on."""
    return list(modules("basis/**/*.py", "grader/**/*.py", "quiz/**/*.py"))


def faces() -> list[Module]:
    return list(modules("web/**/*.py", "commands/**/*.py", "cli.py"))


def product() -> list[Module]:
    return [*engine(), *faces()]


def submissions() -> list[Module]:
    """What is run as a learner's file: stubs, references, wrong variants."""
    return [
        module
        for module in modules("exercises/*/*.py", "solutions/**/*.py")
        if PurePosixPath(module.path).name != "check.py"
    ]


def checks() -> list[Module]:
    return list(modules("exercises/*/check.py", "solutions/*/check.py"))


def slugs() -> list[str]:
    return sorted(path.parent.name for path in ROOT.glob("exercises/*/exercise.yaml"))


# --- The rules: each takes a module and yields (line, what is wrong) ---------------------------

Faults = Iterator[tuple[int, str]]


def engines_never_meet(module: Module) -> Faults:
    """`quiz` and `grader` never import each other, nor a face, nor tests; `basis` neither of them.

    Both stand on `basis`.
    """
    for line, name in module.imports:
        if under(name, *OURS) and not under(name, module.path.split("/")[0], "basis"):
            yield line, f"imports {name}"


def faces_stay_apart(module: Module) -> Faults:
    """A face may know both engines, but nothing of ours imports tests or bench."""
    for line, name in module.imports:
        if under(name, "tests", "bench"):
            yield line, f"imports {name}"


def click_is_for_the_command_line(module: Module) -> Faults:
    """Only the commands parse arguments, and only the web serves pages."""
    for line, name in module.imports:
        if under(name, "click") and not (module.within("commands") or module.path == "cli.py"):
            yield line, f"imports {name}"
        if under(name, "starlette", "uvicorn") and not module.within("web"):
            yield line, f"imports {name}"


def programs_load_one_engine(module: Module) -> Faults:
    """`quiz ...` starts without the grader and `grade ...` without the quiz."""
    for name in module.imports_at_once:
        if under(name, *OTHER_ENGINE.get(module.name, ())):
            yield 1, f"imports {name} before it is needed"


def quiz_is_light(module: Module) -> Faults:
    """`quiz` never imports torch, and sympy only in what authors run."""
    heavy = ["torch"] if module.path.startswith("quiz/authoring/") else ["torch", "sympy"]
    for line, name in module.imports:
        if module.within("quiz", "basis") and under(name, *heavy):
            yield line, f"imports {name}"


def sandboxed_code_knows_only_itself(module: Module) -> Faults:
    """What shares a process with a learner's code holds nothing worth finding."""
    if not under(module.name, *SANDBOXED):
        return
    for line, name in module.imports:
        if under(name, *OURS) and not under(name, *SANDBOXED):
            yield line, f"imports {name}"


def worker_is_never_imported(module: Module) -> Faults:
    """The worker's side is started as a process; the trusted side does not load it."""
    if under(module.name, *SANDBOXED):
        return
    for line, name in module.imports:
        if under(name, "grader.worker", "grader.zygote"):
            yield line, f"imports {name}"


def pure_modules_know_no_machinery(module: Module) -> Faults:
    """Data and rendering depend on no process and on no test runner."""
    if module.name not in {f"grader.{pure}" for pure in PURE}:
        return
    for line, name in module.imports:
        if under(name, "pytest", *(f"grader.{machine}" for machine in MACHINERY)):
            yield line, f"imports {name}"


def packages_import_nothing(module: Module) -> Faults:
    """An `__init__` that imported would load its package into the worker, and into --help."""
    if not module.path.endswith("__init__.py"):
        return
    # A package within a package may gather its own modules, such as quiz/kinds/ its kinds.
    allowed = ["__future__", *([module.package] if "." in module.package else [])]
    for line, name in module.imports:
        if not under(name, *allowed):
            yield line, f"imports {name}"


def submissions_are_alone(module: Module) -> Faults:
    """Stubs, references and wrong variants use numpy, torch and the standard library."""
    yield from _only(module, ())


def checks_know_the_idiom_only(module: Module) -> Faults:
    """check.py: `grader.checks`, pytest, numpy, torch and the standard library."""
    yield from _only(module, ("grader.checks", "pytest"))


def _only(module: Module, extra: tuple[str, ...]) -> Faults:
    beside = {path.stem for path in (ROOT / module.path).parent.glob("*.py")}
    for line, name in module.imports:
        top = name.split(".")[0]
        if top in sys.stdlib_module_names or under(name, "numpy", "torch", *extra):
            continue
        if top in beside and not under(name, *OURS) and not extra:
            continue  # another file of the same submission
        yield line, f"imports {name}"


#: Calls that run text as code, or load objects that can.
EXECUTORS = {
    "eval": "runs text",
    "exec": "runs text",
    "builtins.eval": "runs text",
    "builtins.exec": "runs text",
    "os.system": "runs a shell",
    "torch.load": "unpickles",
    "yaml.unsafe_load": "makes objects",
    "yaml.full_load": "makes objects",
    "yaml.load_all": "makes objects",
}
UNPICKLERS = ("pickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib")


def nothing_executes_text(module: Module) -> Faults:
    """No eval, exec, pickle, sympify or unsafe YAML but where the learner's file is run."""
    if module.path == EXECUTES:
        return
    for line, name in module.imports:
        if under(name, *UNPICKLERS):
            yield line, f"imports {name}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            faults = _executes(node, module.tree)
            yield from ((node.lineno, f"{called(node)}: {why}") for why in faults)


def _executes(call: ast.Call, tree: ast.Module) -> Iterator[str]:
    name, last = called(call), called(call).rpartition(".")[2]
    if name in EXECUTORS:
        yield EXECUTORS[name]
    if last in ("sympify", "parse_expr", "parse_latex"):
        yield "sympy's parsers run code"
    if name == "yaml.load" and not _safe_loader(call, tree):
        yield "needs Loader=CSafeLoader, or a name that stands for it in the same file"
    for keyword in call.keywords:
        if keyword.arg in ("shell", "allow_pickle") and not _is_false(keyword.value):
            yield f"{keyword.arg} is on"


def _safe_loader(call: ast.Call, tree: ast.Module) -> bool:
    given = [word.value for word in call.keywords if word.arg == "Loader"] or call.args[1:2]
    if not given:
        return False
    if isinstance(given[0], ast.Name):
        meant = [ast.unparse(node) for node in ast.walk(tree) if given[0].id in _defined(node)]
        return bool(meant) and all(SAFE_LOADER.search(text) for text in meant)
    return bool(SAFE_LOADER.search(dotted(given[0])))


SAFE_LOADER = re.compile(r"\bC?SafeLoader\b")


def _defined(node: ast.AST) -> tuple[str, ...]:
    """The names that an assignment or a class statement defines."""
    if isinstance(node, ast.ClassDef):
        return (node.name,)
    if isinstance(node, ast.Assign):
        return tuple(dotted(target) for target in node.targets)
    return (dotted(node.target),) if isinstance(node, ast.AnnAssign) else ()


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def no_content_is_named(module: Module, names: list[str] | None = None) -> Faults:
    """No engine module names a piece of content, in a text or in a name."""
    slug = re.compile(r"(?<![a-z_-])(" + "|".join(names or slugs() or ["(?!)"]) + r")(?![a-z_-])")
    prose = {id(node) for node in _docstrings(module.tree)}
    for node in ast.walk(module.tree):
        text = ""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = "" if id(node) in prose else node.value
        elif isinstance(node, ast.Name):
            text = node.id
        elif isinstance(node, ast.Attribute):
            text = node.attr
        if found := slug.search(text):
            yield node.lineno, f"names the exercise {found[1]}"


def _docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr):
            yield node.body[0].value


def modules_stay_small(module: Module) -> Faults:
    """A module that has grown past its limit is two modules."""
    if (lines := module.source.count("\n")) > MOST_LINES:
        yield lines, f"has {lines} lines; the limit is {MOST_LINES}"


Rule = Callable[[Module], Faults]
RULES: dict[Rule, Callable[[], list[Module]]] = {
    engines_never_meet: engine,
    faces_stay_apart: product,
    click_is_for_the_command_line: product,
    programs_load_one_engine: faces,
    quiz_is_light: engine,
    sandboxed_code_knows_only_itself: engine,
    worker_is_never_imported: product,
    pure_modules_know_no_machinery: engine,
    packages_import_nothing: product,
    submissions_are_alone: submissions,
    checks_know_the_idiom_only: checks,
    nothing_executes_text: product,
    no_content_is_named: engine,
    modules_stay_small: product,
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_arrow(rule: Rule) -> None:
    faults = [
        f"{module.path}:{line}: {fault}" for module in RULES[rule]() for line, fault in rule(module)
    ]
    assert not faults, "\n".join([rule.__doc__ or "", *faults])


BROKEN = [
    (engines_never_meet, "quiz/mark.py", "from grader.verdict import Outcome"),
    (engines_never_meet, "grader/report.py", "def f():\n    import quiz.bank"),
    (engines_never_meet, "grader/report.py", "import importlib; importlib.import_module('quiz')"),
    (engines_never_meet, "grader/report.py", "from cli import grade"),
    (engines_never_meet, "grader/report.py", "from .. import quiz"),
    (engines_never_meet, "basis/texts.py", "from grader.verdict import Outcome"),
    (engines_never_meet, "basis/voice.py", "def f():\n    from quiz import session"),
    (engines_never_meet, "quiz/voice.py", "from commands.program import Program"),
    (faces_stay_apart, "cli.py", "from bench import grader"),
    (click_is_for_the_command_line, "grader/watch.py", "import click"),
    (click_is_for_the_command_line, "web/pages.py", "import click"),
    (click_is_for_the_command_line, "commands/asking.py", "import uvicorn"),
    (programs_load_one_engine, "commands/asking.py", "from grader.voice import Voice"),
    (programs_load_one_engine, "commands/grading.py", "from quiz.logbook.log import Log"),
    (programs_load_one_engine, "commands/linking.py", "from quiz.linking import offered"),
    (programs_load_one_engine, "cli.py", "from commands.asking import quiz"),
    (quiz_is_light, "quiz/kinds/vector.py", "from torch import nn"),
    (quiz_is_light, "quiz/kinds/formula.py", "def f():\n    import sympy"),
    (quiz_is_light, "quiz/authoring/proofs.py", "import torch"),
    (sandboxed_code_knows_only_itself, "grader/inside/link.py", "from basis.texts import Text"),
    (sandboxed_code_knows_only_itself, "grader/worker.py", "from grader import session"),
    (sandboxed_code_knows_only_itself, "grader/layers/limits.py", "from ..session import Session"),
    (worker_is_never_imported, "grader/session.py", "from grader.worker import serve"),
    (worker_is_never_imported, "cli.py", "import grader.zygote"),
    (pure_modules_know_no_machinery, "grader/report.py", "from .session import Session"),
    (packages_import_nothing, "grader/__init__.py", "from grader.session import Session"),
    (packages_import_nothing, "quiz/kinds/__init__.py", "import numpy"),
    (submissions_are_alone, "solutions/x/x.py", "from grader.checks import randn"),
    (submissions_are_alone, "exercises/x/x.py", "import sklearn.svm"),
    (checks_know_the_idiom_only, "solutions/x/check.py", "from grader import session"),
    (checks_know_the_idiom_only, "solutions/x/check.py", "import scipy"),
    (nothing_executes_text, "quiz/formula.py", "eval('1')"),
    (nothing_executes_text, "quiz/formula.py", "import sympy; sympy.sympify('x')"),
    (nothing_executes_text, "grader/channel.py", "import pickle"),
    (nothing_executes_text, "grader/channel.py", "import numpy as np; np.load(f, allow_pickle=1)"),
    (nothing_executes_text, "grader/course.py", "import yaml; yaml.load(text, Loader=yaml.Loader)"),
    (nothing_executes_text, "grader/course.py", "import yaml; yaml.load(text)"),
    (nothing_executes_text, "grader/course.py", "L = yaml.UnsafeLoader\nyaml.load(text, Loader=L)"),
    (modules_stay_small, "grader/course.py", "x = 1\n" * (MOST_LINES + 1)),
]


@pytest.mark.parametrize(("rule", "path", "source"), BROKEN)
def test_a_broken_arrow_is_reported(rule: Rule, path: str, source: str) -> None:
    assert list(rule(Module(path, source)))


@pytest.mark.parametrize(
    "source", ["SLUG = 'some_slug'", "path = root / 'some_slug.py'", "import x\nx.some_slug()"]
)
def test_a_slug_in_an_engine_is_reported(source: str) -> None:
    assert list(no_content_is_named(Module("grader/course.py", source), ["some_slug"]))


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        (engines_never_meet, "grader/session.py", "from . import verdict\nimport grader.errors"),
        (engines_never_meet, "quiz/mark.py", "from basis.texts import Message"),
        (click_is_for_the_command_line, "commands/program.py", "import click"),
        (programs_load_one_engine, "cli.py", "def quiz():\n    from commands.asking import quiz"),
        (programs_load_one_engine, "commands/asking.py", "from quiz.logbook.log import Log"),
        (
            programs_load_one_engine,
            "commands/linking.py",
            "if TYPE_CHECKING:\n    import quiz.sitting",
        ),
        (quiz_is_light, "quiz/authoring/proofs.py", "import sympy"),
        (sandboxed_code_knows_only_itself, "grader/worker.py", "from grader.layers import seccomp"),
        (sandboxed_code_knows_only_itself, "grader/zygote.py", "from grader.worker import serve"),
        (checks_know_the_idiom_only, "solutions/x/check.py", "from grader.checks import check"),
        (submissions_are_alone, "solutions/x/x.py", "import math\nimport torch.nn.functional as F"),
        (nothing_executes_text, "grader/worker.py", "exec(compile(source, name, 'exec'))"),
        (nothing_executes_text, "grader/course.py", "yaml.load(text, Loader=yaml.CSafeLoader)"),
        (nothing_executes_text, "quiz/bank.py", "L = yaml.CSafeLoader\nyaml.load(text, Loader=L)"),
        (packages_import_nothing, "grader/__init__.py", "from __future__ import annotations"),
    ],
)
def test_an_allowed_arrow_is_not_reported(rule: Rule, path: str, source: str) -> None:
    assert not list(rule(Module(path, source)))


def test_a_slug_in_a_docstring_is_prose() -> None:
    module = Module("grader/course.py", '"""grade some_slug"""\nx = "not_some_slug"')
    assert not list(no_content_is_named(module, ["some_slug"]))
