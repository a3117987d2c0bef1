"""Formulas made at random: well-formed ones for hypothesis, hostile texts for everything."""

from __future__ import annotations

from hypothesis import strategies as st

NAMES = ("x", "y", "sigma", "s_max", "n")

_ONE = (
    "exp log log2 log10 sqrt sin cos tan asin acos atan sinh cosh tanh abs sigmoid relu softplus "
    "erf normpdf normcdf floor ceil sign step gamma"
).split()

numbers = st.sampled_from(
    ["0", "1", "2", "3", "0.5", "0.1", "7.25", "1e-3", "1e-12", "3e5", "pi", "e"]
)
atoms = st.one_of(numbers, st.sampled_from(NAMES))


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/^"), inner),
        st.builds("({}*{})".format, inner, inner),
        st.builds("(-{})".format, inner),
        st.builds("{}({})".format, st.sampled_from(_ONE), inner),
        st.builds("{}({}, {})".format, st.sampled_from(("max", "min")), inner, inner),
        st.builds("({}^2)".format, inner),
    )


#: Texts of formulas over NAMES, every sign written and every part in parentheses.
formulas = st.recursive(atoms, _grown, max_leaves=12).filter(lambda text: len(text) <= 300)

#: Values as a domain would give them.
values = st.one_of(
    st.floats(-4.0, 4.0, allow_subnormal=False, width=32),
    st.integers(-6, 9).map(float),
    st.sampled_from([0.0, 1.0, 1e-8, 25.0, -30.0]),
)
points = st.fixed_dictionaries({name: values for name in NAMES})

_PIECES = (
    "x y xy sigma σ s_max sₘ n 2 3.5 0 1e-3 1e400 .5 5. e pi + - * / ^ ** ( ) , | √ ² ⁻¹ ⁿ ₁ _ "
    "_{1} sin sin( log log( exp max( abs sqrt( xsin binom( = == < >= ! # \\ [ { } ' \" % & ; : ? @ "
    "가 ㅌ \t \n \x00 \u202e １ ＋ × − 𝑥 lambda __import__ eval . .. ... 'a' x.y x[0] 9^9^9^9"
).split(" ")

#: Texts that may be formulas, nearly are, or are not at all.
texts = st.one_of(
    st.lists(st.sampled_from(_PIECES), max_size=30).map("".join),
    st.lists(st.sampled_from(_PIECES), max_size=20).map(" ".join),
    st.text(max_size=60),
    formulas,
)
