"""Formulas of the course with the domains of their names, as authors would write the keys.

PAIRS are the 25 on which the prototype of the comparison was measured: a key, another formula, and
whether that is the same function. KEYS are others, spread over the syllabus; among them small
magnitudes and cancellation, where a tolerance with an absolute floor fails.
"""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    name: str
    key: str
    other: str
    names: dict[str, object]
    equal: bool


def _names(text: str) -> dict[str, object]:
    """`x y: real, p: prob` as the domains of x, y and p."""
    parts = (part.split(":") for part in text.split(","))
    return {name: domain.strip() for names, domain in parts for name in names.split()}


_GAUSSIANS = _names("s1 s2: positive, m1 m2: real")
_KL = "log(s2/s1) + (s1^2 + (m1-m2)^2)/(2*s2^2) - 1/2"

PAIRS = [
    Pair(
        "KL of Gaussians, regrouped",
        _KL,
        "0.5*(2*log(s2)-2*log(s1) + s1^2/s2^2 + (m2-m1)^2/s2^2 - 1)",
        _GAUSSIANS,
        True,
    ),
    Pair(
        "KL of Gaussians, arguments exchanged",
        _KL,
        "log(s1/s2) + (s2^2 + (m1-m2)^2)/(2*s1^2) - 1/2",
        _GAUSSIANS,
        False,
    ),
    Pair(
        "KL of Gaussians without its constant",
        _KL,
        "log(s2/s1) + (s1^2 + (m1-m2)^2)/(2*s2^2)",
        _GAUSSIANS,
        False,
    ),
    Pair(
        "KL to the standard normal",
        "(m^2+s^2-1-log(s^2))/2",
        "m^2/2 + s^2/2 - log(s) - 1/2",
        _names("m: real, s: positive"),
        True,
    ),
    Pair(
        "KL of Bernoullis",
        "p*log(p/q)+(1-p)*log((1-p)/(1-q))",
        "p*(log(p)-log(q)) + (1-p)*(log(1-p)-log(1-q))",
        _names("p q: prob"),
        True,
    ),
    Pair(
        "entropy in bits",
        "-p*log2(p)-(1-p)*log2(1-p)",
        "-(p*ln(p)+(1-p)*ln(1-p))/ln(2)",
        _names("p: prob"),
        True,
    ),
    Pair(
        "derivative of the sigmoid",
        "sigmoid(z)*(1-sigmoid(z))",
        "exp(-z)/(1+exp(-z))^2",
        _names("z: real"),
        True,
    ),
    Pair("tanh by sigmoid", "tanh(z)", "2/(1+exp(-2z))-1", _names("z: real"), True),
    Pair(
        "softmax of two",
        "exp(a)/(exp(a)+exp(b))",
        "1/(1+exp(b-a))",
        _names("a b: real"),
        True,
    ),
    Pair(
        "logistic loss",
        "log(1+exp(-y*z))",
        "-log(1/(1+exp(-y*z)))",
        _names("y z: real"),
        True,
    ),
    Pair(
        "gradient of cross-entropy",
        "1/(1+exp(-z)) - y",
        "((1-y)*exp(z) - y)/(1+exp(z))",
        _names("z: real, y: prob"),
        True,
    ),
    Pair(
        "ridge in one dimension",
        "x*y/(x^2+l)",
        "y/(x+l/x)",
        _names("x: positive, y: real, l: positive"),
        True,
    ),
    Pair(
        "posterior mean",
        "(m/t^2 + x/s^2)/(1/t^2+1/s^2)",
        "(m*s^2 + x*t^2)/(s^2+t^2)",
        _names("m x: real, t s: positive"),
        True,
    ),
    Pair(
        "a term of the ELBO",
        "-1/2*(x-z)^2/s^2 - log(s) - 1/2*log(2*pi)",
        "log(exp(-(x-z)^2/(2s^2))/sqrt(2*pi*s^2))",
        _names("x z: real, s: positive"),
        True,
    ),
    Pair(
        "entropy of a Gaussian",
        "1/2*log(2*pi*e*s^2)",
        "log(s)+(1+log(2*pi))/2",
        _names("s: positive"),
        True,
    ),
    Pair("dual of an SVM", "a - a^2*d^2/2", "a*(1-a*d^2/2)", _names("a d: positive"), True),
    Pair(
        "water level",
        "(P+1/g1+1/g2)/2",
        "(P*g1*g2+g1+g2)/(2*g1*g2)",
        _names("P g1 g2: positive"),
        True,
    ),
    Pair(
        "scaled dot product",
        "q*k/sqrt(d)",
        "q*k*d^(-1/2)",
        _names("q k: real, d: positive"),
        True,
    ),
    Pair(
        "size after a convolution",
        "(W-K+2P)/S+1",
        "(W+2P-K+S)/S",
        _names("W K P S: positive"),
        True,
    ),
    Pair(
        "Adam with bias correction",
        "m/(1-b^t)/(sqrt(v/(1-c^t))+e0)",
        "(m/(1-b^t))*(1/(e0+sqrt(v)/sqrt(1-c^t)))",
        _names("m: real, b: prob, t: integer, v: positive, c: prob, e0: positive"),
        True,
    ),
    Pair(
        "a pair that sympy cannot compare",
        "log(6)*(6x+4)*6^(3x^2+4x-2)",
        "(6x+4)*log(3x^2+4x-2)",
        _names("x: positive"),
        False,
    ),
    Pair(
        "variance of a Beta",
        "a*b/((a+b)^2*(a+b+1))",
        "a/(a+b)*(1-a/(a+b))/(a+b+1)",
        _names("a b: positive"),
        True,
    ),
    Pair("gradient, sign", "-x*(y-w*x)", "x*(y-w*x)", _names("x y w: real"), False),
    Pair("gradient, factor", "2*x*(w*x-y)", "x*(w*x-y)", _names("x y w: real"), False),
    Pair(
        "log-sum-exp of three",
        "log(exp(a)+exp(b)+exp(c))",
        "a+log(1+exp(b-a)+exp(c-a))",
        _names("a b c: real"),
        True,
    ),
]

_SIMPLEX_2: dict[str, object] = {"p1": {"simplex": "p"}, "p2": {"simplex": "p"}}
_SIMPLEX_3: dict[str, object] = _SIMPLEX_2 | {"p3": {"simplex": "p"}}
_COUNTS: dict[str, object] = {"n": {"integer": [4, 9]}, "k": {"integer": [0, 4]}}

#: The smallest relative change that shows in a key, where its own cancellation hides smaller ones.
HIDDEN_BELOW = {
    "cancelling root": 1e-5,
    "cancelling sum": 1e-8,
    "cancelling large numbers": 1e-8,
    "cancelling logarithm": 1e-7,
    "cancelling power": 1e-8,
    "cancelling cubes": 1e-12,
    "cancelling exponentials": 1e-7,
}

#: Topic or what it shows, the key, and the domains of its names.
KEYS: list[tuple[str, str, dict[str, object]]] = [
    ("f1-and-imbalance", "2*p*r/(p+r)", _names("p r: prob")),
    ("accuracy-precision-recall", "(1+b^2)*p*r/(b^2*p+r)", _names("b: positive, p r: prob")),
    ("regression-metrics", "1-s/t", _names("s t: positive")),
    ("gini-impurity", "1-p1^2-p2^2-p3^2", _SIMPLEX_3),
    ("entropy-cross-entropy", "-p1*log2(p1)-p2*log2(p2)-p3*log2(p3)", _SIMPLEX_3),
    ("decision-tree", "-p1*log(p1)-p2*log(p2)", _SIMPLEX_2),
    ("adam", "w-a*m/(sqrt(v)+1e-8)", _names("w m: real, a v: positive")),
    ("learning-rate", "a*(1+cos(pi*t/T))/2", _names("a: positive, t T: integer")),
    ("rbf-kernel", "exp(-gamma*(x-y)^2)", _names("gamma: positive, x y: real")),
    ("kernel-catalogue", "(x*y+c)^3", _names("x y c: real")),
    ("svm-margin", "2/sqrt(w1^2+w2^2)", _names("w1 w2: real")),
    ("svm-soft-margin", "max(0,1-y*f)+l*w^2", _names("y f w: real, l: positive")),
    ("activation-functions", "1-tanh(x)^2", _names("x: real")),
    ("relu-vs-sigmoid", "max(x,0)+a*min(x,0)", _names("x: real, a: prob")),
    ("dropout", "x^2*p/(1-p)", _names("x: real, p: prob")),
    ("lora", "r*(d+k)/(d*k)", _names("r d k: integer")),
    ("convolution-operation", "floor((n+2*q-k)/s)+1", _names("n q k s: integer")),
    ("depthwise-separable-convolution", "1/n+1/k^2", _names("n k: integer")),
    ("lstm-gates", "f*c+i*tanh(g)", _names("f i: prob, c g: real")),
    ("gru", "(1-z)*h+z*c", _names("z: prob, h c: real")),
    ("positional-encoding", "sin(t/10000^(2*i/d))", _names("t i d: integer")),
    (
        "scaled-dot-product-attention",
        "exp(a/sqrt(d))/(exp(a/sqrt(d))+exp(b/sqrt(d)))",
        _names("a b: real, d: positive"),
    ),
    ("mle", "-n/2*log(2*pi*s^2)-r/(2*s^2)", _names("n: integer, s r: positive")),
    ("bayes-theorem", "p*s/(p*s+(1-p)*f)", _names("p s f: prob")),
    ("naive-bayes", "(n+a)/(m+a*k)", _names("n m k: integer, a: positive")),
    ("sampling", "binom(n,k)*p^k*(1-p)^(n-k)", {**_COUNTS, "p": "prob"}),
    ("joint-distribution", "exp(-l)*l^k/factorial(k)", {"k": {"integer": [0, 9]}, "l": "positive"}),
    ("markov-chain", "q/(p+q)+(1-p-q)^n*p/(p+q)", _names("p q: prob, n: integer")),
    ("gmm", "w*exp(-(x-m)^2/(2*s^2))/sqrt(2*pi*s^2)", _names("w: prob, x m: real, s: positive")),
    ("em-algorithm", "w*f/(w*f+(1-w)*g)", _names("w: prob, f g: positive")),
    ("vae-loss", "(exp(v)+m^2-1-v)/2", _names("v m: real")),
    ("reparameterization-trick", "m+exp(v/2)*z", _names("m v z: real")),
    ("gan-discriminator", "log(p/(p+q))+log(1-q/(p+q))", _names("p q: positive")),
    ("diffusion-forward-process", "sqrt(a)*x+sqrt(1-a)*z", _names("a: prob, x z: real")),
    ("diffusion-reverse-process", "(x-b/sqrt(1-c)*z)/sqrt(1-b)", _names("x z: real, b c: prob")),
    ("noise-schedule", "log(a/(1-a))", _names("a: prob")),
    ("loss-functions-by-task", "-(1-p)^g*log(p)", _names("p: prob, g: positive")),
    ("bias-variance", "(x-m)^2+s^2/n", _names("x m: real, s: positive, n: integer")),
    ("pca", "l1/(l1+l2)", _names("l1 l2: positive")),
    ("curse-of-dimensionality", "pi^(d/2)/gamma(d/2+1)*r^d", _names("d: integer, r: positive")),
    ("small factor", "1e-12*x/(3e-12+1e-12*y)", _names("x y: positive")),
    ("small sum", "3e-12*x+2e-12*y^2", _names("x y: real")),
    ("small logarithm", "1e-10*log(x)+5e-11", _names("x: positive")),
    ("small addend", "x+1e-9*y", _names("x y: positive")),
    ("very small", "4e-30*x-1e-30", _names("x: real")),
    ("tiny and huge", "1e-12*x/(1e12*y)+1e-25", _names("x y: positive")),
    ("cancelling root", "sqrt(1+1e-8*x)-1", _names("x: positive")),
    ("cancelling sum", "(1+1e-6*x)-1", _names("x: positive")),
    ("cancelling large numbers", "1e5+x*y-1e5", _names("x y: positive")),
    ("cancelling logarithm", "log(1+1e-7*x)", _names("x: positive")),
    ("cancelling power", "1-(1-1e-5*p)^n", _names("p: prob, n: integer")),
    ("cancelling cubes", "(x+1)^3-x^3-1", _names("x: positive")),
    ("cancelling exponentials", "exp(x)-exp(x-1e-7*y)", _names("x y: positive")),
]
