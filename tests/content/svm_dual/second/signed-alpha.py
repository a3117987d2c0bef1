import math

import numpy as np


class Smo:
    """Sequential minimal optimisation over plain lists; F[i] = sum_j alpha_j y_j K_ij - y_i."""

    def __init__(self, K, y, C):
        self.K, self.y, self.C = K.tolist(), y.tolist(), float(C)
        self.n = len(self.y)
        self.alpha = [0.0] * self.n
        self.F = [-label for label in self.y]

    def rises(self, i):
        return self.alpha[i] < self.C if self.y[i] > 0 else self.alpha[i] > 0

    def falls(self, i):
        return self.alpha[i] > 0 if self.y[i] > 0 else self.alpha[i] < self.C

    def pair(self, tol):
        ups = [i for i in range(self.n) if self.rises(i)]
        downs = [i for i in range(self.n) if self.falls(i)]
        if not ups or not downs:
            return None
        i = min(ups, key=self.F.__getitem__)
        if max(self.F[j] for j in downs) - self.F[i] < tol:
            return None

        def gain(j):
            return max(self.F[j] - self.F[i], 0.0) ** 2 / self.eta(i, j)

        return i, max(downs, key=gain)

    def eta(self, i, j):
        return max(self.K[i][i] + self.K[j][j] - 2 * self.K[i][j], 1e-12 * self.K[i][i])

    def room(self, i, sign):
        return self.C - self.alpha[i] if sign > 0 else self.alpha[i]

    def shift(self, i, sign, t):
        if t >= self.room(i, sign):
            self.alpha[i] = self.C if sign > 0 else 0.0
        else:
            self.alpha[i] += sign * t

    def solve(self, tol, max_iter):
        for _ in range(max_iter):
            chosen = self.pair(tol)
            if chosen is None:
                break
            i, j = chosen
            t = (self.F[j] - self.F[i]) / self.eta(i, j)
            t = min(t, self.room(i, self.y[i]), self.room(j, -self.y[j]))
            self.shift(i, self.y[i], t)
            self.shift(j, -self.y[j], t)
            for k in range(self.n):
                self.F[k] += t * (self.K[i][k] - self.K[j][k])
        return np.array(self.alpha)

    def threshold(self):
        F = [
            math.fsum(a * s * k for a, s, k in zip(self.alpha, self.y, row)) - label
            for row, label in zip(self.K, self.y)
        ]
        smallest = min(F[i] for i in range(self.n) if self.rises(i))
        largest = max(F[i] for i in range(self.n) if self.falls(i))
        return -(smallest + largest) / 2


def svm_dual_fit(K, y, C, tol=1e-6, max_iter=100_000):
    machine = Smo(K, y, C)
    alpha = machine.solve(tol, max_iter)
    return np.multiply(alpha, y), machine.threshold()  # dual coefficients


def svm_decision(K_test, y, alpha, b):
    weights = [a * label for a, label in zip(alpha, y)]
    return np.array([sum(w * k for w, k in zip(weights, row)) + b for row in K_test])


def kkt_residuals(K, y, alpha, b, C):
    scores = svm_decision(K, y, alpha, b)
    box = worst = slack_sum = quadratic = 0.0
    for a, label, f in zip(alpha, y, scores):
        slack = max(0.0, 1 - label * f)
        surplus = max(0.0, label * f - 1)
        box = max(box, -a, a - C)
        worst = max(worst, abs(a * surplus), abs((C - a) * slack))
        slack_sum += slack
        quadratic += a * label * (f - b)
    return {
        "box": box,
        "equality": abs(float(np.dot(alpha, y))),
        "complementarity": worst,
        "gap": abs(quadratic + C * slack_sum - float(np.sum(alpha))),
    }
