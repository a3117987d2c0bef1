"""Space in formulas as TeX has it: which sign joins two things, and which belongs to the next."""

from xml.etree.ElementTree import fromstring

import pytest

from quiz.printing.pictures import picture
from quiz.printing.spacing import space


def gaps(tex):
    """The things of the outermost row in one line, with "_" for each eighteenth between them."""
    picture("x")  # the first import of the typesetter warns
    from ziamath.tex import tex2mml

    root = fromstring(tex2mml(tex, inline=True))
    space(root)
    (row,) = root
    return "".join(map(written, row))


def written(node):
    if node.tag == "mspace":
        return "_" * round(18 * float(node.get("width").removesuffix("em")))
    return (node.text or "").strip() + "".join(map(written, node))


@pytest.mark.parametrize(
    ("tex", "spaced"),
    [
        ("(0,-2)", "(0,___−2)"),
        ("y=+1", "y_____=_____+1"),
        ("a-b", "a____−____b"),
        ("a--b", "a____−____−b"),
        (r"x\in\{-1,+1\}", "x_____∈_____{−1,___+1}"),
        (r"\max -x", "max___−x"),
        ("(a)-|b|", "(a)____−____|b|"),
        ("|-x|-1", "|−x|____−____1"),
        ("p(x|-1)=p(z|-1)", "p(x|−1)_____=_____p(z|−1)"),
        ("x^{-1-a}", "x−1−a"),
        (r"-\frac12", "−12"),
        (r"\left(-1\right)-1", "(−1)____−____1"),
    ],
)
def test_a_sign_belongs_to_what_follows_unless_it_joins(tex, spaced):
    assert gaps(tex) == spaced


@pytest.mark.parametrize(
    ("tex", "spaced"),
    [
        (r"\det H", "det___H"),
        (r"O(\log n)", "O(log___n)"),
        (r"O(n\log n)", "O(n___log___n)"),
        (r"2\log(x)", "2___log(x)"),
        (r"\arg\min_\theta L", "arg___minθ___L"),
        (r"e^{a\log b}", "ea___log___b"),
        (r"\operatorname{KL}(p)", "KL(p)"),
        (r"1{,}5", "1,5"),
    ],
)
def test_names_of_functions_stand_apart_but_not_from_brackets(tex, spaced):
    assert gaps(tex) == spaced


def test_after_a_comma_the_space_of_the_author_is_all_of_it():
    asked, ours, none = (picture(tex).width for tex in (r"a,\ b", "a,b", r"a{,}b"))
    assert none < ours < asked < none + 0.4


def test_double_struck_letters_with_and_without_braces():
    assert picture(r"\mathbb R^2").svg == picture(r"\mathbb{R}^2").svg
    assert picture(r"\mathbb R").svg != picture("R").svg


def test_a_minus_before_a_number_is_as_near_as_at_the_beginning():
    alone, listed = picture("-2").width, picture("(0,-2)").width - picture("(0,").width
    assert listed == pytest.approx(alone + picture(")").width, abs=0.25)
