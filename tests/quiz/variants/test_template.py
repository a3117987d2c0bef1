"""Templates: what they can do, and that nothing else can be done with them."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basis.texts import Text, Texts
from quiz.errors import VariantError
from quiz.variants.template import fill, fill_text

VALUES = {
    "p": 0.5,
    "n": 3,
    "x": -2.0,
    "m": 4.0,
    "word": "cat",
    "key": [1.5, 2.0],
    "rows": [[1, 2], [3, 4]],
}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("<<p>>, << p|dp(2) >>", "0.5, 0.50"),
        (r"$\frac{<<n>>}{<<p>>}$", r"$\frac{3}{0.5}$"),
        ("$y = <<p>>x <<x|signed>>$", "$y = 0.5x - 2$"),
        ("<<n * 2 + 1>> <<n / 2>>", "7 1.5"),
        ("<<word>>", "cat"),
        ("<<key>> <<key[0]>> <<key|dp(2)>>", "(1.5, 2) 1.5 (1.50, 2.00)"),
        ("<<rows>>", "[1 2; 3 4]"),
        ("<% if n > 2 %>many<% else %>few<% endif %>", "many"),
        ("<<'even' if n % 2 == 0 else 'odd'>>", "odd"),
        ("<% for v in key %><<v>><% if not loop.last %>; <% endif %><% endfor %>", "1.5; 2"),
        ("<% for i in range(m) %><<i>><% endfor %>", "0123"),
        ("a<# nobody reads this #>b", "ab"),
        ("first\n<% if n == 3 %>\nsecond\n<% endif %>\nthird\n", "first\nsecond\nthird\n"),
        ("{{p}} {% x %} {# #}", "{{p}} {% x %} {# #}"),
        ("no template at all, $a < b$", "no template at all, $a < b$"),
    ],
)
def test_what_templates_do(template, text):
    assert fill(template, VALUES) == text


def test_a_value_is_never_a_template():
    assert fill("<<word>>", {"word": "<<p>>"}) == "<<p>>"


def test_both_languages_with_their_place():
    text = fill_text(Text("<<p>>개", "<<p>> of them"), VALUES)
    assert text == Text("0.5개", "0.5 of them")
    assert fill_text({"ko": "가", "en": "a"}, {}) == Text("가", "a")
    with pytest.raises(VariantError) as raised:
        fill_text(Text("<<p>>", "<<q>>"), VALUES, ("choices", 2, "text"))
    assert raised.value.problem.at == ("choices", 2, "text", "en")


@pytest.mark.parametrize(
    ("template", "rule", "line", "column"),
    [
        # names and filters
        ("<<q>>", "template-name", 1, 3),
        ("<<p>>\n<% if n > 5 %><<wrod>><% endif %>", "template-name-near", 2, 17),
        ("<<p>> <<p|nosuch>>", "template-filter", 1, 11),
        ("<<p|dpp(2)>>", "template-filter-near", 1, 5),
        ("<<p|>>", "template-filter-missing", 1, 4),
        ("<<p|dp>>", "template-filter-digits", 1, 5),
        ("<<p|dp 2>>", "template-filter-digits", 1, 5),
        ("<<p|dp(2, 3)>>", "template-filter-digits", 1, 5),
        ("<<p|num|signed(2)>>", "template-filter-alone", 1, 9),
        # what cannot be read
        ("a\n << p", "template-open", 2, 2),
        ("<< p %>", "template-open", 1, 1),
        ("<% if p >>a<% endif %>", "template-open", 1, 1),
        ("a <# b", "template-open", 1, 3),
        ("$a << b$, <<p>>", "template-open", 1, 4),
        ("<<p>> << >>", "template-nothing", 1, 9),
        ("<<p>>\n<<(p|dp(2)>>", "template-parentheses", 2, 3),
        ("<<p + 2n>>", "template-product", 1, 7),
        ("<<p^2>>", "template-power", 1, 4),
        ("<<p p>>", "template-piece", 1, 3),
        ("<<p->>", "template-piece", 1, 3),
        # statements
        ("<% iff p %>", "template-tag-near", 1, 1),
        ("<% set x = 1 %>", "template-tag", 1, 1),
        ("<<p>><% endif %>", "template-stray", 1, 6),
        ("<% if p %><% endfor %>", "template-stray", 1, 11),
        ("\n<% if p %>a", "template-unended", 2, 1),
        ("<% if p = 1 %>a<% endif %>", "template-equals", 1, 9),
        # what may not be
        ("<<p**2>>", "template-power", 1, 4),
        ("<<p>> <<exp(p)>>", "template-call", 1, 9),
        # what cannot be filled
        ("<<p>> << 1/0 >>", "template-division", 1, 7),
        ("<< 9e300 * 9e300 >>", "template-not-finite", 1, 1),
        ("<<p>><< n > 2 >>", "template-no-number", 1, 6),
        ("<<word|dp(2)>>", "template-no-number", 1, 1),
        ("<< p if n > 5 >>", "template-not-chosen", 1, 1),
        ("<<p|dp(n * 8)>>", "template-digits", 1, 1),
        ("<<p>> <<key[2]>>", "template-index", 1, 7),
        ("<% for i in n %><% endfor %>", "template-loop", 1, 1),
        ("<<p>> <<n / (n + m)|dp(2)>>", "template-sum", 1, 7),
    ],
)
def test_faults_of_authors(template, rule, line, column):
    with pytest.raises(VariantError) as raised:
        fill(template, VALUES)
    problem = raised.value.problem
    assert (problem.rule, problem.fields["line"], problem.fields["column"]) == (rule, line, column)
    for lang in ("ko", "en"):
        texts = Texts(lang, "quiz")
        text = texts.fill(raised.value.key, problem.fields)
        assert texts.template(raised.value.key) and str(column) in text
        assert not re.search("token|unexpected|argument|Jinja|Undefined", text)


def test_faults_say_what_to_write():
    def said(template):
        with pytest.raises(VariantError) as raised:
            fill(template, VALUES)
        return Texts("en", "quiz").fill(raised.value.key, raised.value.problem.fields)

    assert "did you mean `word`" in said("<<wrod>>") and "there are: p, n" in said("<<zzz>>")
    assert "did you mean `dp`" in said("<<p|dpp(2)>>") and "`sig(2)`" in said("<<p|sig>>")
    assert "`2 * n`" in said("<<2n>>") and "`log(p)`" in said("<<log(p)>>").replace("value: ", "`")


LONG = "p" * 19_000


@pytest.mark.parametrize(
    "template",
    [f"<<p {LONG}>>", f"<<{LONG}>>", f"<<p|{LONG}>>", f"<<{LONG}(p)>>", f"<<2{LONG}>>"]
    + [f"<% {LONG} %>", f"<<'{LONG}'|dp(2)>>", f"<<key['{LONG}']>>", f"<<p + '{LONG}'>>"],
)
def test_faults_quote_no_more_than_a_line(template):
    with pytest.raises(VariantError) as raised:
        fill(template, VALUES)
    assert len(Texts("en", "quiz").fill(raised.value.key, raised.value.problem.fields)) < 300


def test_a_minus_is_no_sign_of_jinja():
    assert fill("<<-p>> <<- n>> a <<-x>>", VALUES) == "-0.5 -3 a 2"


HOSTILE = [
    # attributes, by every way to them
    *("<< ''.__class__ >>", "<< word.upper() >>", "<< ''['__class__'] >>", "<< key['append'] >>"),
    *("<< word|attr('__class__') >>", "<< word|map(attribute='x')|list >>", "<< loop.__init__ >>"),
    "<% for i in key %><< loop._iterator >><% endfor %>",
    "<% for i in key %><< loop.changed(i) >><% endfor %>",
    *("<< '{0.__class__}'.format(p) >>", "<< '%s'|format(p) >>", "<< '%9999999999d' % 1 >>"),
    *("<< self >>", "<< self._TemplateReference__context >>", "<< range.__globals__ >>"),
    *("<< lipsum() >>", "<< cycler('a') >>", "<< namespace() >>", "<< dict(a=1) >>", "<< loop >>"),
    # memory and time
    *("<< 'a' * 10**9 >>", "<< 'a' * 1000000000 >>", "<< [0] * 1000000000 >>", "<< 9**9**9 >>"),
    *("<< 'a'|center(1000000000) >>", "<< p|dp(1000000000) >>", "<< 1e400 >>", "<< -1e400 >>"),
    *("<< range(1000000000) >>", "<< 0.5 in range(1000000000) >>", "<< word ~ word >>"),
    "<% for i in range(1000000000) %>x<% endfor %>",
    "<% for i in 'x' %><% endfor %>",
    "<% for a in range(100) %><% for b in range(100) %><% for c in range(100) %><% endfor %>"
    "<% endfor %><% endfor %>",
    "<% for a in range(100) %><% for b in range(100) %>" + "x" * 300 + "<% endfor %><% endfor %>",
    "<% for a in range(100) %>x<% endfor %>" * 11,
    # recursion
    "<% macro f() %><< f() >><% endmacro %><< f() >>",
    "<% for a in key recursive %><< loop(key) >><% endfor %>",
    *("<< " + "(" * 5000 + "1" + ")" * 5000 + " >>", "<< " + "-" * 5000 + "1 >>"),
    *("<< " + "1 + " * 4000 + "1 >>", "<< " + "not " * 5000 + "1 >>", "<< " + "[" * 5000 + " >>"),
    "<% if n %>" * 200 + "<% endif %>" * 200,
    *("<< " + "9" * 6000 + " >>", "x" * 20_001 + "<< p >>", "<< p " + "|num" * 4000 + " >>"),
    # other parts of jinja2
    *("<% set a = 1 %>", "<% include 'a' %>", "<% extends 'a' %>", "<% import 'a' as b %>"),
    *("<% block a %><% endblock %>", "<% filter upper %>a<% endfilter %>", "<% do 1 %>"),
    *("<% with a = 1 %><% endwith %>", "<% autoescape true %><% endautoescape %>", "<% debug %>"),
    *("<< p is defined >>", "<< key[0:1] >>", "<< {'a': 1} >>", "<< p|dp(decimals=2) >>"),
]


@pytest.mark.parametrize("template", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_templates_are_faults_of_their_author(template):
    with pytest.raises(VariantError):
        fill(template, VALUES)


@given(
    st.lists(
        st.sampled_from(
            "<< >> <% %> <# #> p n key word ( ) [ ] | dp sig tex range for in if else endif endfor "
            "1 0 9e300 ** * // % + - ~ . , __class__ 'a' loop not and is \n 한 $".split(" ")
        ),
        max_size=40,
    ).map(" ".join)
)
def test_any_template_is_filled_or_refused(template):
    try:
        assert isinstance(fill(template, VALUES), str)
    except VariantError as error:
        for lang in ("ko", "en"):
            assert Texts(lang, "quiz").template(error.key), error.key


def test_jinja_is_loaded_only_for_templates():
    program = (
        "import sys; from quiz.variants.template import fill; fill('$a < b$', {});"
        "sys.exit('jinja2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
