"""Each rule of `quiz check` finds the question that breaks it, and only that one."""

import pytest

from basis.texts import LANGUAGES
from quiz.authoring import trial
from quiz.authoring.checking import check
from quiz.authoring.runner import RunResult
from quiz.authoring.selection import bank_folder, selection
from quiz.bank.bank import Bank
from quiz.bank.schema.questions import MODELS
from quiz.errors import UsageError
from quiz.finding import Finding
from tests.quiz.authoring.banks import course, good, prints, report, rules, said
from tests.quiz.bank.samples import COURSE, marked

MISTAKE = "misconceptions: [{name: wrong, answer: %s, why: {ko: 아닙니다., en: No.}}]"
PARAMS = "params: {n: {integer: [2, 5]}}"

SIGNED = "params: {b: {choose: [1, -1]}}"
#: Texts of drawn numbers that read well, and so are no faults.
WELL_READ = (
    "가 $4 <<b|signed>>$, $4 - <<b|paren>>$, $3\\cdot<<b|paren>>$, $<<b|paren>>^2$, $x^{<<b>>}$",
    "가 $<<b|coef>>x <<b|signed|coef>>y$, $x_<<b * b>> y$, $=<<b>>\\cdot x$",
    "가 $<<b-b>>\\cdot x$ $10^<<b-b>>x$ `a - <<b>>`, from <<b>> to -<<b * b>>, (<<b>>)",
    "가 $\\log_2 <<b*b>>$ $\\frac12<<b*b>>$ $2\\cdot<<b*b>>$ $x_1<<b*b>>$ 0.<<b*b>> `2<<b*b>>`",
    "<<b>>{은/는} $<<b>>${과/와} 합(<<b>>)으로 $\\frac{2}{<<b>>}$는 $x^<<b * b>>$은 <<b * b>>%를",
)

GAPS = "prompt: {ko: %s, en: 'It is [[gap]].'}"
TWO = (
    "choices:\n"
    "    - {name: a, text: 1, correct: true}\n"
    "    - {name: b, text: %s, why: {ko: %s, en: No.}}"
)
ALIKE = (
    "misconceptions:\n"
    "    - {name: one, answer: 2, why: {ko: 가, en: a}}\n"
    "    - §{name: other, answer: 2, why: {ko: 가, en: a}}"
)

#: A rule and the question that breaks it; `§` marks the place that must be named.
FAULTS = [
    # samples
    ("sample-mark", good("numeric", "tests:\n    - {answer: 2, mark: §1}")),
    ("sample-mark", good("numeric", "tests:\n    - {answer: 1, mark: §0}")),
    ("sample-unreadable", good("numeric", "tests:\n    - {answer: §what, mark: 0}")),
    ("sample-readable", good("numeric", "tests:\n    - {answer: §1, mark: unreadable}")),
    (
        "sample-says",
        good("numeric", MISTAKE % 2, "tests:\n    - {answer: 3, mark: 0, says: §wrong}"),
    ),
    (
        "sample-mark",
        good("numeric", PARAMS, "answer: n", "tests:\n    - {answer: '<<n + 1>>', mark: §1}"),
    ),
    ("template-name", good("numeric", "tests:\n    - {answer: §'<<m>>', mark: 1}")),
    ("stray-mark", good("numeric", "hint: {ko: 힌트, en: §'a $ x without an end'}")),
    # what kinds find
    ("not-finite", good("numeric", PARAMS, "answer: §n/(n-3)")),
    ("same-option", good("choice", TWO % ("§1.0", "아닙니다."))),
    (
        "misconception-is-key",
        good(
            "numeric",
            PARAMS,
            "answer: n",
            "misconceptions: [§{name: wrong, answer: 4, why: {ko: 가, en: a}}]",
        ),
    ),
    (
        "misconceptions-alike",
        good("numeric", ALIKE),
    ),
    ("no-variant", good("numeric", PARAMS, "where: [§n > 9]")),
    ("accept-fails", good("formula", "accept: [§2*x]")),
    ("reject-fails", good("formula", "reject: [§x+0]")),
    ("name-without-effect", good("formula", "names: {x: real, y: §real}")),
    ("key-undefined", good("formula", "answer: §log(-x^2)")),
    ("blank-missing", good("cloze", "prompt: {ko: '값은 [[gap]]입니다.', en: §It is.}")),
    # formulas of all texts
    ("formula-unknown", good("numeric", "hint: {ko: 가, en: §'$\\nonsense$'}")),
    ("formula-unknown", good("choice", TWO % ("2", "§'가 $\\nonsense$'"))),
    (
        "formula-unknown",
        good(
            "text",
            "misconceptions: [{name: m, answers: [no], why: {ko: §'가 $\\nonsense$', en: a}}]",
        ),
    ),
    (
        "formula-brace",
        good("numeric", PARAMS, "explanation: {ko: 가, en: §'$<% if n > 4 %>{<% endif %>1$'}"),
    ),
    # templates of texts that only some answers show
    ("template-name", good("choice", TWO % ("2", "§'가 <<m>>'"))),
    # how drawn numbers read
    ("two-signs", good("numeric", SIGNED, "hint: {ko: 가, en: §'$4+<<b>>$'}")),
    ("two-signs", good("numeric", SIGNED, "hint: {ko: §'$x - <<b|dp(1)>>$', en: a}")),
    ("two-signs", good("numeric", SIGNED, "hint: {ko: 가, en: §'$x + <<b|signed>>$'}")),
    ("two-signs", good("choice", SIGNED, TWO % ("2", "§'가 $3-<<b>>$'"))),
    ("sign-after-times", good("numeric", SIGNED, "hint: {ko: 가, en: §'$3\\cdot <<b>>$'}")),
    ("sign-after-times", good("numeric", SIGNED, "hint: {ko: 가, en: §'3 × <<b>>'}")),
    ("power-of-negative", good("numeric", SIGNED, "hint: {ko: 가, en: §'$<<b>>^2$'}")),
    ("one-times", good("numeric", SIGNED, "hint: {ko: 가, en: §'$2y+<<b*b>>x$'}")),
    ("one-times", good("numeric", SIGNED, "hint: {ko: 가, en: §'$<<b>>\\sigma$'}")),
    ("zero-times", good("numeric", SIGNED, "hint: {ko: 가, en: §'$2y+<<b-b>>x$'}")),
    ("wrong-particle", good("numeric", SIGNED, "hint: {ko: §'$<<b>>$는 값', en: a}")),
    ("wrong-particle", good("numeric", PARAMS, "hint: {ko: §'$3/<<n>>$를 보세요', en: a}")),
    ("wrong-particle", good("numeric", PARAMS, "hint: {ko: §'$e^{<<n>>}$로', en: a}")),
    ("digits-meet", good("numeric", SIGNED, "hint: {ko: §'2<<b*b>>', en: a}")),
    ("digits-meet", good("numeric", SIGNED, "hint: {ko: 가, en: §'$3<<b*b>>$'}")),
    ("digits-meet", good("numeric", SIGNED, "hint: {ko: 가, en: §'$x = 2 <<-b>>$'}")),
    ("stray-mark", good("numeric", "hint: {ko: §'\\theta일 때', en: a}")),
    ("stray-mark", good("numeric", "hint: {ko: 가, en: §'where x_{i} is'}")),
    ("blank-particle", good("cloze", GAPS % "§'값은 [[gap]]는 것'")),
    ("blank-particle", good("cloze", GAPS % "§'[[gap]]으로'")),
    ("blank-particle", good("cloze", GAPS % "§'[[gap]]{이/가}'")),
    ("particle-turned", good("numeric", "hint: {ko: §'3{를/을}', en: a}")),
    ("particle-turned", good("numeric", "hint: {ko: §'3{와/과}', en: a}")),
    ("particle-unknown", good("numeric", "hint: {ko: §'3{은/를}', en: a}")),
    # proofs
    ("proof-refuted", good("formula", "answer: x^2", "proof: §{derivative: x^3, by: x}")),
]


@pytest.mark.parametrize(("rule", "text"), FAULTS, ids=[rule for rule, _ in FAULTS])
def test_a_fault_is_found_once_at_its_place(tmp_path, rule, text):
    text, (place,) = marked(text)
    found = report(tmp_path, text)
    (finding,) = found.findings
    assert (finding.rule, finding.line, finding.column) == (rule, *place)
    assert finding.question == "sample-0"
    assert all(said(finding, lang) for lang in LANGUAGES)
    assert (found.questions, found.right_questions, found.variants) == (1, 0, 0)
    assert (found.files, found.faulty_files, found.exit_code) == (1, 1, 2)


def test_an_unknown_name_hides_nothing_else(tmp_path):
    texts = (
        "ko: '<<q>>와 <<b*b>>를 $4+<<b>>$', en: '$<<q>> + <<b*b>>x$'",
        "ko: 가, en: '$3<<b*b>>$'",
    )
    hidden = good("numeric", SIGNED, f"prompt: {{{texts[0]}}}", f"hint: {{{texts[1]}}}")
    found = rules(report(tmp_path, hidden))
    assert sorted(found) == [
        *("digits-meet", "one-times", "template-name", "two-signs", "wrong-particle")
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_said_of_particles(tmp_path, lang):
    for written, both in (("는", "은(는)"), ("로", "(으)로"), ("{이/가}", "이(가)")):
        asked = good("cloze", GAPS % f"'[[gap]]{written}'")
        (finding,) = report(tmp_path, asked).findings
        assert both in said(finding, lang)
    (finding,) = report(tmp_path, good("numeric", "hint: {ko: '3{은/를}', en: a}")).findings
    assert "{이란/란}" in said(finding, lang) and "{이므로/므로}" in said(finding, lang)
    (finding,) = report(tmp_path, good("numeric", "hint: {ko: '3{와/과}', en: a}")).findings
    assert "{과/와}" in said(finding, lang)


@pytest.mark.parametrize("text", WELL_READ)
def test_drawn_numbers_that_read_well_are_no_fault(tmp_path, text):
    hint = f"hint: {{ko: '{text}', en: a}}"
    assert rules(report(tmp_path, good("numeric", SIGNED, hint))) == []


def test_good_questions_of_every_kind_are_right(tmp_path):
    found = report(tmp_path, *map(good, MODELS), runner=prints("1\n"), seeds=20)
    assert [said(finding) for finding in found.findings] == []
    assert (found.questions, found.right_questions, found.exit_code) == (len(MODELS),) * 2 + (0,)
    assert found.coverage.topics == (1, 3) and found.coverage.concepts == (1, 6)


def test_the_course_of_the_tests_is_right():
    found = check(Bank.open(COURSE), None, prints("5\n2.5\n"), seeds=20)
    assert [said(finding) for finding in found.findings] == []
    assert found.coverage.errata == (2, 2)
    assert found.proven == (("entropy-of-a-coin", "symbolic"),)


def test_distinct_variants_are_counted(tmp_path):
    drawn = report(tmp_path, good("numeric", PARAMS, "answer: n"))
    assert drawn.variants == 4
    assert report(tmp_path, good("numeric")).variants == 1
    assert report(tmp_path, good("choice")).variants == 2  # orders
    fixed = good("choice", "order: fixed")
    assert report(tmp_path, fixed).variants == 1


def test_fewer_seeds_may_miss_a_fault(tmp_path):
    rare = good(
        "numeric", "params: {n: {integer: [1, 40]}}", "answer: 1/(n-7)", "tolerance: {decimals: 2}"
    )
    assert rules(report(tmp_path, rare, seeds=1)) == []
    assert rules(report(tmp_path, rare)) == ["not-finite"]


def test_a_sample_of_a_seed_is_about_that_variant(tmp_path):
    sampled = "tests:\n    - {answer: 9, mark: 1, seed: %d}"
    wrong = [good("numeric", PARAMS, "answer: n", sampled % seed) for seed in (0, 3, 777)]
    found = report(tmp_path, *wrong, good("numeric", sampled % 12))
    assert rules(found) == ["sample-mark"] * 4
    assert [finding.fields["seed"] for finding in found.findings] == [0, 3, 777, 12]


def test_many_faults_of_a_question_are_cut(tmp_path):
    tests = "\n".join(f"    - {{answer: {n}, mark: 1}}" for n in range(2, 20))
    assert (
        len(report(tmp_path, good("numeric", f"tests:\n{tests}")).findings) == trial.MOST_PROBLEMS
    )


def test_a_formula_of_two_questions_is_reported_in_both(tmp_path):
    bad = good("numeric", "hint: {ko: 가, en: '$\\nonsense$'}")
    assert [f.question for f in report(tmp_path, bad, bad).findings] == ["sample-0", "sample-1"]


def test_a_fault_of_ours_is_called_so_and_stops_nothing(tmp_path, monkeypatch):
    def broken(question, *_):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(trial, "proof_of", broken)
    found = report(tmp_path, good("numeric"), good("numeric", "tests:\n    - {answer: 2, mark: 1}"))
    assert rules(found) == ["our-fault", "sample-mark"] and found.exit_code == 2
    assert "ZeroDivisionError" in said(found.findings[0]) and "oops" in said(
        found.findings[0], "ko"
    )
    assert report(tmp_path, good("numeric")).exit_code == 3


def test_what_the_bank_finds_is_reported_with_the_rest(tmp_path):
    found = report(
        tmp_path,
        good("numeric", "difficulty: 9"),
        good("numeric", "tests:\n    - {answer: 2, mark: 1}"),
    )
    assert rules(found) == ["out-of-range", "sample-mark"]
    assert (found.questions, found.right_questions) == (1, 0)


def test_many_questions_are_tried_on_many_cores_in_their_order(tmp_path):
    bad = good("numeric", "tests:\n    - {answer: 2, mark: 1}")
    seen = []
    found = report(tmp_path, *([good("truefalse")] * 9), bad, progress=lambda *at: seen.append(at))
    assert [f.question for f in found.findings] == ["sample-9"] and found.right_questions == 9
    assert seen == [(done, 10) for done in range(1, 11)]


@pytest.mark.parametrize(("seed", "particle"), [(2, "는"), (3, "은")])
def test_a_particle_fits_the_seed_before_it(seed, particle):
    finding = Finding("a.yaml", 1, 1, "power-of-negative", {"shown": "-2^2", "seed": seed})
    assert f"(시드 {seed}){particle} " in said(finding, "ko")


# --- Programs ------------------------------------------------------------------------------------


def test_a_program_is_run_and_its_output_compared(tmp_path):
    question = good("output", "code: print(1)")
    assert rules(report(tmp_path, question, runner=prints("1\n"))) == []
    found = report(tmp_path, question, runner=prints("2\n"))
    assert rules(found) == ["output-differs"] and "2" in said(found.findings[0])


def test_a_program_that_fails_says_why(tmp_path):
    found = report(tmp_path, good("output"), runner=prints("", "NameError: x"))
    assert rules(found) == ["code-fails"] and "NameError: x" in said(found.findings[0], "ko")


def test_a_program_that_could_not_be_run_is_no_fault_of_its_author(tmp_path):
    found = report(tmp_path, good("output"), runner=lambda _: RunResult("", "died", broken=True))
    assert rules(found) == ["runner-broken"] and found.exit_code == 3
    assert all("died" in said(found.findings[0], lang) for lang in LANGUAGES)


def test_each_distinct_program_is_run_once(tmp_path):
    ran = []

    def runner(source):
        ran.append(source)
        return prints(source.removeprefix("print(").removesuffix(")"))(source)

    drawn = good("output", PARAMS, "code: print(<<n>>)", "answer: '<<n>>'")
    assert rules(report(tmp_path, drawn, good("output"), runner=runner)) == []
    assert sorted(ran) == [f"print({n})" for n in (1, 2, 3, 4, 5)]


def test_without_a_runner_keys_are_unproven_and_nothing_is_wrong(tmp_path):
    found = report(tmp_path, good("output"))
    assert found.unproven == ("sample-0",) and rules(found) == []


# --- What is chosen ------------------------------------------------------------------------------


@pytest.fixture
def two_banks(tmp_path):
    bad = good("numeric", "tests:\n    - {answer: 2, mark: 1}")
    course(tmp_path, good("numeric"), bad)
    other = bad.replace("id: sample", "id: other").replace("divergence.1", "vectors.1")
    return course(
        tmp_path,
        other,
        good("numeric", "concepts: [vectors.1]", "difficulty: 9").replace(
            "id: sample", "id: unread"
        ),
        bank="basics/vectors.yaml",
    )


def chosen(root, *words):
    bank = Bank.open(root)
    found = check(bank, selection(bank, words))
    return found.questions, [finding.question for finding in found.findings]


def test_everything_is_checked_where_nothing_is_named(two_banks):
    everything = (3, ["sample-1", "other", "unread"])
    assert chosen(two_banks) == everything == chosen(two_banks, str(two_banks))


def test_files_folders_and_questions_are_chosen(two_banks, monkeypatch):
    assert chosen(two_banks, str(two_banks / "basics/divergence.yaml")) == (2, ["sample-1"])
    assert chosen(two_banks, "basics/divergence.yaml") == (2, ["sample-1"])
    assert chosen(two_banks, "sample-0") == (1, [])
    assert chosen(two_banks, "unread") == (0, ["unread"])
    assert chosen(two_banks, "sample-1", "other") == (2, ["sample-1", "other"])
    monkeypatch.chdir(two_banks / "basics")
    assert chosen(two_banks, "vectors.yaml") == (1, ["other", "unread"])
    assert chosen(two_banks, ".")[0] == 3


@pytest.mark.parametrize("word", ["sample-9", "basics/divergenc.yaml"])
def test_what_does_not_exist_is_refused_with_the_nearest(two_banks, word):
    with pytest.raises(UsageError) as error:
        chosen(two_banks, word)
    assert error.value.key == "check_nothing" and error.value.fields["near"]


def test_the_banks_of_a_path_are_those_with_a_syllabus_around_it(two_banks, tmp_path):
    inside = str(two_banks / "basics" / "vectors.yaml")
    assert bank_folder([inside], None) == two_banks
    assert bank_folder(["some-id", str(tmp_path)], tmp_path) == tmp_path


def test_guessing_is_judged_over_all_banks_only(two_banks):
    bank = Bank.open(two_banks)
    assert check(bank, selection(bank, ["sample-0"])).strategies == ()
