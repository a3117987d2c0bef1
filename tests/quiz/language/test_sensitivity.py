import pytest

from quiz.language.domains import read_domains
from quiz.language.grammar import parse
from quiz.language.sensitivity import insensitive


@pytest.mark.parametrize(
    ("key", "names", "found"),
    [
        ("x*y", {"x": "real", "y": "real"}, ()),
        ("x", {"x": "real", "y": "real"}, ("y",)),
        ("x+0*y", {"x": "real", "y": "real"}, ("y",)),
        ("max(x,-11)+y", {"x": "real", "y": "real"}, ()),
        ("max(x,11)+y", {"x": "real", "y": "real"}, ("x",)),
        ("1e-12*x+1e12*y", {"x": "positive", "y": "positive"}, ("x",)),
        ("1e-12*x", {"x": "real"}, ()),
        ("cos(2*pi*n)*x", {"n": "integer", "x": "real"}, ("n",)),
        ("relu(x)", {"x": "real"}, ()),
        ("p+q", {"p": {"simplex": "s"}, "q": {"simplex": "s"}}, ()),
        ("3", {"x": "real"}, ("x",)),
    ],
)
def test_names_without_influence(key, names, found):
    assert insensitive(parse(key, names), read_domains(names)) == found
