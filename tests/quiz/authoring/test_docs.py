"""The page for authors: its examples pass the check, and what it says the check says is said."""

import inspect
import json
import re
import shutil

import click
import pytest

from basis.texts import LANGUAGES, Texts
from commands.authoring import COMMANDS
from commands.snippets import snippet_runner
from quiz.authoring import checkform, diffscreen, searchscreen
from quiz.authoring.checking import check
from quiz.authoring.comparison import Change, Difference
from quiz.bank.bank import Bank
from quiz.bank.schema.questions import MODELS
from quiz.exam.blueprints import load_blueprints
from quiz.syllabus import FILES
from quiz.variants import numbers
from tests.quiz.authoring.banks import good, report
from tests.test_docs import ROOT, keys, page

BANK = "probabilistic-models/kl-divergence.yaml"
COMMON = """\
- id: example-{}
  concepts: [kl-divergence.1]
  difficulty: 2
  prompt: {{ko: 질문, en: question}}
  explanation: {{ko: 설명, en: explanation}}
  hint: {{ko: 힌트, en: hint}}
"""


def text(lang):
    return page(f"adding-a-question.{lang}.md")


def written(lang):
    return re.findall(r"```yaml\n(.*?)```", text(lang), re.DOTALL)


def examples(lang):
    return [example for example in written(lang) if not example.startswith("title:")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_blueprint_is_right(lang, tmp_path):
    (example,) = set(written(lang)) - set(examples(lang))
    for file in FILES:
        shutil.copy(ROOT / "questions" / file, tmp_path)
    (tmp_path / "exam-example.yaml").write_text(example, encoding="utf-8")
    assert load_blueprints(tmp_path)["example"].count == 16


def whole(number, example):
    """An example; one with the keys of a kind only gets those of every question before them."""
    if example.startswith("- id"):
        return example
    common = COMMON.format(number)
    if "\nprompt:" in example:
        common = re.sub("  prompt:.*\n", "", common)
    return common + "".join(f"  {line}" for line in example.splitlines(keepends=True))


def checked(folder, bank, runner=None):
    root = folder / "questions"
    (root / BANK).parent.mkdir(parents=True, exist_ok=True)
    for file in FILES:
        shutil.copy(ROOT / "questions" / file, root)
    (root / BANK).write_text(bank, encoding="utf-8")
    return check(Bank.open(root), None, runner, seeds=40)


def lines(found, lang):
    fill = Texts(lang, "quiz").fill
    return [
        f"questions/{f.file}:{f.line}:{f.column}  {fill(f.key, f.fields)}" for f in found.findings
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_examples_are_right(lang, tmp_path):
    with snippet_runner() as runner:
        bank = "\n".join(whole(i, example) for i, example in enumerate(examples(lang)))
        found = checked(tmp_path, bank, runner)
    assert lines(found, lang) == [] and found.unproven == ()
    assert [how for _, how in found.proven] == ["symbolic"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_has_an_example(lang):
    kinds = re.findall(r"^ *kind: (\w+)", "\n".join(examples(lang)), re.MULTILINE)
    assert sorted(kinds) == sorted(MODELS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_check_is_said_to_say_it_says(lang, tmp_path):
    first = examples(lang)[0]
    slips = first.replace("en: Add heads and tails.", r'en: "Add over $\theta$."')
    slips = slips.replace("{decimals: 3}", "{decimal: 3}")
    disguised = first.replace(
        "answer: p*log(p/q) + (1-p)*log((1-p)/(1-q))", "answer: (1-q)*log((1-q)/(1-p)) - q*log(p/q)"
    )
    said = [*lines(checked(tmp_path, slips), lang), *lines(checked(tmp_path, disguised), lang)]
    (shown,) = re.findall(r"```console\n(.*?)```", text(lang), re.DOTALL)
    assert said == shown.splitlines()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_and_option_is_documented(command, lang):
    assert f"quiz {command.name}" in text(lang)
    for parameter in command.params:
        for option in parameter.opts if isinstance(parameter, click.Option) else ():
            help = Texts(lang, "quiz")(f"help_{command.name}")
            assert option in help
            assert command.name != "check" or option == "--lang" or option in text(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_filter_of_templates_is_documented(lang):
    for name in ("dp", "sig", "pct", "signed", "paren", "tex"):
        assert inspect.isfunction(getattr(numbers, name)) and re.search(rf"`{name}\b", text(lang))


def test_every_key_of_the_json_is_documented(tmp_path):
    found = report(
        tmp_path,
        good("numeric", "tests:\n    - {answer: 2, mark: 1}"),
        good("formula", "proof: {equals: x}"),
        good("truefalse"),
    )
    form = checkform.check_form(found)
    (bank,) = [Bank.open(tmp_path / "questions")]
    questions = [bank.question(entry.id) for entry in bank.entries]
    difference = Difference("a", Change.NEW, "b", 1)
    forms = [form, searchscreen.search_form(questions), diffscreen.diff_form([difference], "HEAD")]
    assert form["problems"] and form["proven"] and form["guessing"]
    for each in forms:
        assert json.loads(json.dumps(each)) == each
        for key in keys(each):
            assert re.search(rf'`{key}`|"{key}"', page("json.md")), key
    for kind in Change:
        assert f"`{kind}`" in page("json.md")
