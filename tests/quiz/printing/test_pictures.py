"""Formulas as pictures: what the font lacks is left to the reader's, never drawn as a box."""

import re
from xml.etree import ElementTree

import pytest

from quiz.printing.pictures import PictureError, picture

SVG = "{http://www.w3.org/2000/svg}"


def typesetter():
    """The library; its first import warns, which `picture` keeps to itself."""
    picture("x")
    import ziamath

    return ziamath


def elements(tex, tag):
    return list(ElementTree.fromstring(picture(tex).svg).iter(SVG + tag))


def texts(tex):
    return [each.text for each in elements(tex, "text")]


def test_a_formula_is_paths_without_names_that_could_meet_on_a_page():
    found = picture(r"\frac{a}{b}")
    assert len(elements(r"\frac{a}{b}", "path")) == 2 and not texts(r"\frac{a}{b}")
    assert " id=" not in found.svg and "<use" not in found.svg
    assert found.width > 0.3 and found.height > 1 and 0 < found.depth < found.height


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\text{경보}", ["경보"]),
        (r"P(\text{경보}\mid\text{환자 아님})", ["경보", "환자", "아님"]),
        (r"L_{\text{손실}}^{\text{폭}}", ["손실", "폭"]),
        (r"\mathrm{손실}(x)", ["손실"]),
        (r"\mathbf{가}_i", ["가"]),
        (r"\frac{\text{속도}}{\text{위치}}", ["속도", "위치"]),
        (r"\underbrace{a+b}_{\text{합계}}", ["합계"]),
        (r"\hat{\text{가}}", ["가"]),
        (r"\begin{cases}1&\text{스팸}\\0&\text{아니면}\end{cases}", ["스팸", "아니면"]),
        ("손실 + 1", ["손실"]),
        (r"\text{漢字 ä}", ["漢字"]),
    ],
)
def test_hangul_is_text_of_the_picture(tex, words):
    assert texts(tex) == words


@pytest.mark.parametrize(
    ("tex", "without"),
    [(r"\text{가}", ""), (r"x_{\text{가}}", "x"), (r"\text{가}^2", "2"), (r"가+나", "+")],
)
def test_the_box_of_the_font_is_never_drawn(tex, without):
    assert len(elements(tex, "path")) == len(without)
    boxes = ElementTree.fromstring(typesetter().Latex(r"\text{가}").svg())
    assert list(boxes.iter(SVG + "use"))  # which is what it does without us


def test_room_is_left_for_hangul():
    assert 2.6 < picture(r"\text{가나다}").width < 3.3
    script = picture(r"x_{\text{가나다}}").width - picture("x").width
    assert script < picture(r"\text{가나다}").width


def test_a_word_is_in_the_middle_of_its_room():
    (word,) = elements(r"\text{가나}", "text")
    _, _, width, _ = map(
        float, ElementTree.fromstring(picture(r"\text{가나}").svg).attrib["viewBox"].split()
    )
    assert word.attrib["text-anchor"] == "middle"
    assert float(word.attrib["x"]) == pytest.approx(width / 2 - 1, abs=0.6)


def test_inline_is_lower_than_display():
    assert picture(r"\sum_{i=1}^n x", inline=True).height < picture(r"\sum_{i=1}^n x").height


def test_the_typesetter_is_left_as_it_was():
    before = typesetter().Latex("x").svg()
    picture("y")
    assert typesetter().Latex("x").svg() == before


@pytest.mark.parametrize("tex", [r"\frac{", r"\left( x", ""])
def test_what_cannot_be_set(tex):
    with pytest.raises(PictureError):
        picture(tex)


@pytest.mark.parametrize(
    "tex",
    [
        r'\text{<mtext onclick="evil()" href="evil:">가</mtext>}',
        r"\text{</mtext><script>evil</script>}",
        r"\text{<svg onload='evil()'/>}",
        r"\text{&lt;script&gt;evil()}",
    ],
)
def test_markup_within_a_formula_comes_to_nothing(tex):
    try:
        found = picture(tex).svg
    except PictureError:
        return
    root = ElementTree.fromstring(found)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {"svg", "path", "text", "rect"}
    assert not re.search(r"onclick|onload|href|<script", found)


def test_what_the_reader_draws_is_escaped():
    assert "가" in "".join(ElementTree.fromstring(picture(r"\text{가 &amp; 나}").svg).itertext())
