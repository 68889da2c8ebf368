"""Posteriors of two rates and two means: /usr/bin/python3 test/reference/posteriors.py

Rates by exact finite sums over whole shapes (Miller 2015, Formulas for Bayesian A/B testing), where
src/stats integrates; means by numerical integration, where src/stats has closed forms. mpmath, 200 digits, since the smaller of two losses is their difference.
"""
import json, random
from mpmath import mp, mpf, beta, quad, npdf, ncdf, sqrt, inf, log

mp.dps = 200
random.seed(20261124)


def larger(a1, b1, a2, b2):
    """P(X2 > X1) = sum over i < a2 of B(a1 + i, b1 + b2) / ((b2 + i) B(1 + i, b2) B(a1, b1))."""
    term = beta(a1, b1 + b2) / (b2 * beta(1, b2) * beta(a1, b1))
    total = term
    for i in range(a2 - 1):
        # B(a+1, b)/B(a, b) = a/(a + b), for both beta functions that change.
        term *= mpf(a1 + i) / (a1 + i + b1 + b2) * mpf(b2 + i) / (b2 + i + 1) * mpf(1 + i + b2) / (1 + i)
        total += term
    return total


def loss(a1, b1, a2, b2):
    """E max(0, X1 - X2): what choosing X2 loses."""
    return (mpf(a1) / (a1 + b1) * larger(a2, b2, a1 + 1, b1)
            - mpf(a2) / (a2 + b2) * larger(a2 + 1, b2, a1, b1))


def rate_row(x1, n1, x2, n2, p, q):
    a1, b1, a2, b2 = x1 + p, n1 - x1 + q, x2 + p, n2 - x2 + q
    up, down = larger(a1, b1, a2, b2), larger(a2, b2, a1, b1)
    return [0, x1, n1, 0, x2, n2, 0, p, q, log(up), log(down), loss(a1, b1, a2, b2), loss(a2, b2, a1, b1)]


def mean_row(m1, v1, n1, m2, v2, n2, prior):
    m1, v1, m2, v2 = map(mpf, (m1, v1, m2, v2))
    def posterior(m, e):
        if prior is None:
            return m, e
        w = 1 / e + 1 / mpf(prior[1]) ** 2
        return (m / e + mpf(prior[0]) / mpf(prior[1]) ** 2) / w, 1 / w
    mp.dps = 40
    (a, e), (b, f) = posterior(m1, v1 / n1), posterior(m2, v2 / n2)
    d, s = b - a, sqrt(e + f)
    beyond = lambda d: quad(lambda t: t * npdf((t + d) / s) / s, [k * s / 2 for k in range(0, int(2 * abs(d) / s) + 60)])
    return [1, m1, n1, v1, m2, n2, v2, *(prior or (0, 0)), log(ncdf(d / s)), log(ncdf(-d / s)), beyond(d), beyond(-d)]


rows = []
for _ in range(40):
    n1, n2 = (int(10 ** random.uniform(0.5, 4)) for _ in range(2))
    p = random.uniform(0.02, 0.95)
    x = [sum(random.random() < r for _ in range(n)) for n, r in ((n1, p), (n2, min(0.99, p * random.uniform(0.8, 1.2))))]
    rows.append(rate_row(x[0], n1, x[1], n2, random.choice([1, 1, 2]), random.choice([1, 1, 5])))
for case in [(0, 40, 0, 25), (0, 30, 30, 30), (7, 7, 5, 9), (30000, 1000000, 30400, 1000000),
             (3, 1000000, 9, 900000), (30000, 1000000, 36000, 1000000), (0, 0, 3, 4)]:
    rows.append(rate_row(*case, 1, 1))
for _ in range(16):
    m, v = random.uniform(-50, 50), random.uniform(0.1, 400)
    n1, n2 = (int(10 ** random.uniform(0.5, 4)) for _ in range(2))
    shift = random.uniform(-6, 6) * (v / min(n1, n2)) ** 0.5
    prior = random.choice([None, (random.uniform(-20, 20), random.uniform(0.5, 20))])
    rows.append(mean_row(m, v, n1, m + shift, v * random.uniform(0.3, 3), n2, prior))
columns = ["isMean", "value1", "n1", "variance1", "value2", "n2", "variance2", "prior1", "prior2",
           "logLarger", "logSmaller", "lossOfTreatment", "lossOfControl"]
with open("test/reference/posteriors.json", "w") as file:
    body = ",\n".join(json.dumps([float(value) for value in row]) for row in rows)
    file.write(f'{{"computedBy": "mpmath {__import__("mpmath").__version__}", "columns": {json.dumps(columns)}, "rows": [\n{body}\n]}}\n')
