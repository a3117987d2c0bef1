"""Hidden checks of the torch twin."""

import math

import torch

from grader.checks import as_tuple, assert_close, check, generator, randn

SECRET = "@CANARY@"


@check(points=1, ko="무작위 값", en="random values")
def test_random_values(student, rng):
    q, k = randn(rng, 3, 5), randn(rng, 4, 5)
    want = torch.stack([torch.stack([(a * b).sum() for b in k]) for a in q]) / math.sqrt(5)
    assert_close(student.scores(q, k), want, what="scores")


@check(points=1, ko="토치의 비교", en="torch's own comparison")
def test_careless(student, rng):
    # As an author in a hurry would write it: a method of whatever came back is asked to judge.
    q, k = randn(rng, 3, 5), randn(rng, 4, 5)
    got = student.scores(q, k)
    assert got.allclose(q @ k.T / math.sqrt(5), atol=1e-4)
    assert got.isfinite().all()


@check(points=2, ko="기울기", en="gradients")
def test_gradients(student, rng):
    q, k = randn(rng, 3, 5), randn(rng, 4, 5)
    pull = student.grad("scores", q, k, wrt=(0, 1))
    dq, dk = as_tuple(pull.grads, 2, what="the gradients")
    assert_close(dq, k.sum(0).expand(3, 5) / math.sqrt(5), what="dq")
    assert_close(dk, q.sum(0).expand(4, 5) / math.sqrt(5), what="dk")


@check(points=1, ko="주어진 생성기", en="the generator given")
def test_noisy(student, rng):
    x = randn(rng, 3)
    want = x + torch.randn(3, generator=torch.Generator().manual_seed(5))
    assert_close(student.noisy(x, generator(5)), want, what="noisy")
