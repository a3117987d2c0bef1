"""Conditions over values: two formulas and how they compare, as in `where:` of a question."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from quiz.errors import FormulaError
from quiz.language.evaluation import ball_at
from quiz.language.grammar import Parser
from quiz.language.tree import Expression

_COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
#: Two sides are the same where they differ by no more than so many bounds on their rounding.
_SLACK = 4.0


@dataclass(frozen=True, slots=True)
class Condition:
    """A comparison of two formulas.

    Attributes:
        sign: "<", "<=", ">", ">=", "==" or "!=".
    """

    left: Expression
    sign: str
    right: Expression

    @property
    def names(self) -> frozenset[str]:
        """All names on both sides."""
        return self.left.names | self.right.names

    def holds(self, values: Mapping[str, float]) -> bool:
        """Whether it holds; not where a side has no value.

        Sides that differ by rounding only are equal: 0.1 + 0.2 == 0.3 holds, and < does not.

        Raises:
            KeyError: if a name has no value.
        """
        (left, left_error), (right, right_error) = (
            ball_at(self.left, values),
            ball_at(self.right, values),
        )
        if left - left != 0.0 or right - right != 0.0:
            return False
        if abs(left - right) <= _SLACK * (left_error + right_error):
            return self.sign in ("<=", ">=", "==")
        return self.sign in (("<", "<=", "!=") if left < right else (">", ">=", "!="))


def parse_condition(text: str, names: Collection[str]) -> Condition:
    """Read a condition, such as `p != q` or `n*p >= 5`.

    Raises:
        FormulaError: if it is none; as from `quiz.language.grammar.parse`.
    """
    parser = Parser(text, names)
    left = parser.sum()
    sign = parser.next()
    if sign.text not in _COMPARISONS:
        raise FormulaError("formula_no_comparison", sign.start + 1)
    right = parser.sum()
    if parser.peek().text in _COMPARISONS:
        raise FormulaError("formula_two_comparisons", parser.peek().start + 1)
    parser.finish()
    return Condition(left, sign.text, right)
