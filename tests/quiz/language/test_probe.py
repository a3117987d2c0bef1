import random

import pytest

from basis.texts import Texts
from quiz.errors import FormulaError
from quiz.language.domains import read_domains
from quiz.language.equality import Verdict, compare
from quiz.language.grammar import parse
from quiz.language.probe import probe
from quiz.language.tree import Call, Name, Number
from tests.quiz.language import exact, mutants
from tests.quiz.language.formulas import KEYS, PAIRS

GAUSSIANS = {"s1": "positive", "s2": "positive", "m1": "real", "m2": "real"}
KL = "log(s2/s1) + (s1^2 + (m1-m2)^2)/(2*s2^2) - 1/2"
P = {"p": "prob", "q": "prob"}
X = {"x": "real", "y": "real"}


def faults(answer, key, names):
    return probe(parse(answer, names), parse(key, names), read_domains(names))


@pytest.mark.parametrize(
    ("answer", "key", "names", "fault", "fields"),
    [
        ("x*(y-x)", "x*(x-y)", X, "probe_sign", {}),
        (f"{KL} + 1/2", KL, GAUSSIANS, "probe_constant", {"value": r"\frac{1}{2}"}),
        ("x+y+pi/2", "x+y", X, "probe_constant", {"value": r"\frac{\pi}{2}"}),
        ("x*y-log(2)", "x*y", X, "probe_constant", {"value": r"-\log\left(2\right)"}),
        ("x+y+0.123", "x+y", X, "probe_constant_about", {"value": "0.123"}),
        ("2x*y", "x*y", X, "probe_factor", {"value": "2"}),
        ("x*y/sqrt(2*pi)", "x*y", X, "probe_factor", {"value": r"\frac{1}{\sqrt{2 \pi}}"}),
        ("-2x/3", "x", X, "probe_factor", {"value": r"-\frac{2}{3}"}),
        ("0.77*x*y", "x*y", X, "probe_factor_about", {"value": "0.77"}),
        ("y/x", "x/y", X, "probe_reciprocal", {}),
        ("1-p*q", "p*q", P, "probe_complement", {}),
        ("(p+q)^2", "p+q", P, "probe_squared", {}),
        ("p^2*q+p", "sqrt(p^2*q+p)", P, "probe_squared", {}),
        ("sqrt(p+q)", "p+q", P, "probe_root", {}),
        ("log(p)+log(q)", "p*q", P, "probe_logarithm", {}),
        ("p*q", "log(p*q)", P, "probe_exponential", {}),
        (
            "-p*log2(q)+q",
            "-p*log(q)+q",
            P,
            "probe_logarithm_base",
            {"found": r"\log_{2}\left(x\right)", "right": r"\log\left(x\right)"},
        ),
        ("q*log(q/p)", "p*log(p/q)", P, "probe_exchanged", {"one": "p", "other": "q"}),
        ("(1-p)^2+(1-p)*q", "p^2+p*q", P, "probe_name_complement", {"name": "p"}),
        ("1/p+q/p^2", "p+p^2*q", P, "probe_name_reciprocal", {"name": "p"}),
        ("exp(p^2)+p^2*q", "exp(p)+p*q", P, "probe_name_squared", {"name": "p"}),
        ("exp(sqrt(p))+sqrt(p)*q", "exp(p)+p*q", P, "probe_name_root", {"name": "p"}),
        ("x^3-x*y", "x*y-x^3", X, "probe_sign", {}),
        ("exp(-x)-x*y", "exp(x)+x*y", X, "probe_name_sign", {"name": "x"}),
        ("x*y-y^2", "x*y+y^2", X, "probe_term_sign", {"term": "y^{2}"}),
        ("x*y+x^2", "x*y+x^2-y^3", X, "probe_term_missing", {"term": "y^{3}"}),
        ("x^2+y^2", "x^2/2+y^2", X, "probe_divisor_missing", {"divisor": "2"}),
        ("x+y", "x+3*y", X, "probe_factor_missing", {"factor": "3"}),
        ("x+y*3", "x+y/3", X, "probe_multiplied", {"divisor": "3"}),
        ("x+y/3", "x+3*y", X, "probe_divided", {"factor": "3"}),
        ("x+p", "x+p^2", X | P, "probe_exponent_missing", {"part": "p^{2}"}),
        ("x+p^2", "x+p^-2", X | P, "probe_exponent_sign", {"part": "p^{-2}"}),
        ("x+exp(-y^2)", "x+exp(y^2)", X, "probe_argument_sign", {}),
        ("x", "abs(x)", X, "probe_function_missing", {"found": "x"}),
        ("y", "max(x,y)", X, "probe_function_missing", {"found": "y"}),
        ("x+q+q/p", "x+q+p/q", X | P, "probe_upside_down", {"part": r"\frac{p}{q}"}),
        ("x^2+x*y", "x^2+y*y", X, "probe_name_instead", {"found": "x", "right": "y"}),
        ("x^2+y^3", "x^2+y^2", X, "probe_number_instead", {"found": "3", "right": "2"}),
        ("0.333*x*y", "x*y/3", X, "probe_nearly", {"digits": 3}),
        ("0.33333*x*y", "x*y/3", X, "probe_nearly", {"digits": 5}),
        ("x^3*exp(x)", "abs(x)^3*exp(abs(x))", X, "probe_only_where", {"where": "x > 0"}),
        ("x+exp(x)", "max(x,y)+exp(max(x,y))", X, "probe_only_where", {"where": "x > y"}),
        ("x^5", "x*sin(y)", X, "probe_name_absent", {"names": "y"}),
        ("sin(x)^5*y+y", "sin(x)", X, "probe_name_needless", {"names": "y"}),
        ("2*log(2)", "log(2)", {}, "probe_factor", {"value": "2"}),
        ("exp(x^5)+sin(y)", "x/y", X, None, {}),
        ("1.23456*e", "pi", {}, None, {}),
    ],
)
def test_diagnoses(answer, key, names, fault, fields):
    found = faults(answer, key, names)
    if fault is None:
        assert found == ()
    else:
        assert found[0].key == fault
        assert fields.items() <= found[0].fields.items()


def value(tree, point):
    """A tree to 60 digits."""
    if isinstance(tree, Name):
        return point[tree.name]
    if isinstance(tree, Number):
        text = tree.label or repr(tree.value)
        return exact.value(text if tree.value >= 0 else f"({text})", point)
    inside = [value(part, point) for part in tree.arguments]
    names = {f"a{index}": part for index, part in enumerate(inside)}
    arguments = list(names)
    if tree.function == "neg":
        return exact.value("-a0", names)
    if tree.function in "+-*/^":
        return exact.value(tree.function.join(arguments), names)
    return exact.value(f"{tree.function}({','.join(arguments)})", names)


def test_diagnoses_of_mutants_are_true(monkeypatch):
    """The formula that a diagnosis stands for is the answer, to 40 digits."""
    import quiz.language.probe as module

    proven = []
    holds = module._Pair.holds

    def watched(self, changed, screen):
        found = holds(self, changed, screen)
        if found:
            proven.append(changed)
        return found

    monkeypatch.setattr(module._Pair, "holds", watched)
    rng, diagnosed, wrong = random.Random(3), 0, 0
    for key, names in [*((p.key, p.names) for p in PAIRS), *((k, n) for _, k, n in KEYS)]:
        points = exact.points(names, 6, seed=9)
        for text in {mutants.finely(key, names, rng) for _ in range(8)} - {None, key}:
            answer, right, domains = parse(text, names), parse(key, names), read_domains(names)
            if compare(answer, right, domains).verdict is not Verdict.WRONG:
                continue
            wrong += 1
            proven.clear()
            probe(answer, right, domains)
            for changed in proven:
                if any(isinstance(n, Number) and n.error > 1e-12 for n in _numbers(changed)):
                    continue  # a constant that was only measured
                diagnosed += 1
                for point in points:
                    try:
                        one, other = exact.value(text, point), value(changed, point)
                    except (exact.NoValueError, exact.TooLargeError):
                        continue
                    assert abs(one - other) <= 1e-14 * abs(one) + 1e-25, text
    assert diagnosed > wrong / 2 > 100


def _numbers(tree):
    if isinstance(tree, Call):
        for part in tree.arguments:
            yield from _numbers(part)
    elif isinstance(tree, Number):
        yield tree


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_diagnoses_are_sentences(lang):
    texts = Texts(lang, "quiz")
    said = texts.message(faults("2x*y", "x*y", X)[0])
    assert "$2$" in said and "{" not in said.replace("{2}", "")
    with pytest.raises(FormulaError) as caught:
        parse("2/3x", ["x"])
    said = texts.fill(caught.value.key, caught.value.fields)
    assert "`(2/3)*x`" in said and "`2/(3*x)`" in said
