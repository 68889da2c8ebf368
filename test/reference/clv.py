"""What clv is made of, with mpmath: Gauss's function, the derivatives of ln Gamma, likelihoods of single customers by
integrating the story of the model over rates and chances to leave, and expected purchases by integrating over the chance to
leave (where ours sums a series) or by the closed form of Fader, Hardie & Lee (2005), eq. 10.
python3 test/reference/clv.py > test/reference/clv-points.json
"""
import json
from mpmath import beta, digamma, exp, gamma, hyp2f1, inf, log, mp, mpf, polygamma, quad

mp.dps = 30


def text(x):
    return float(mp.nstr(x, 17))


def hypergeometric():
    points = []
    for a in ['0.01', '0.8', '3.5', '40', '1000']:
        for b in ['0.05', '2.5', '60', '900']:
            for c in ['0.02', '3.2', '75', '1000']:
                for w in ['0', '0.001', '0.3', '0.9', '0.999']:
                    value = log(hyp2f1(mpf(a), mpf(b), mpf(c), mpf(w), maxprec=20000, maxterms=10**7))
                    points.append([float(a), float(b), float(c), float(w), text(value)])
    return points


def polygammas():
    xs = ['1e-8', '0.001', '0.3', '0.999', '1', '1.4616321449683622', '2', '9.99', '10', '37.5', '1e4', '1e12']
    return [[float(x), text(digamma(mpf(x))), text(polygamma(1, mpf(x)))] for x in xs]


MODELS = [('0.242593', '4.413532', '0.792886', '2.425754'), ('1.3', '2', '1', '6'), ('20', '9', '1.0001', '2')]
HISTORIES = [(0, '0', '38.86'), (2, '30.43', '38.86'), (1, '1.71', '38.86'), (12, '31', '31'), (3, '0.5', '200')]


def likelihoods():
    """Of one customer, by what happens to one with a known rate and a known chance to leave."""
    out = []
    for model in MODELS[:2]:
        r, alpha, a, b = map(mpf, model)
        for x, last, T in HISTORIES:
            tx, end = mpf(last), mpf(T)
            rates = lambda t: quad(lambda u: u ** x * exp(-u * t) * alpha ** r * u ** (r - 1) * exp(-alpha * u) / gamma(r), [0, 0.01, 0.05, 0.2, 0.6, 2, 10, 40])
            stays = quad(lambda p: p ** (a - 1) * (1 - p) ** (b + x - 1), [0, 1]) / beta(a, b)
            value = stays * rates(end)
            if x > 0:
                value += quad(lambda p: p ** a * (1 - p) ** (b + x - 2), [0, 1]) / beta(a, b) * rates(tx)
            out.append([list(map(float, model)), [x, float(last), float(T)], text(log(value))])
    return out


def purchases():
    out = []
    for model in MODELS:
        r, alpha, a, b = map(mpf, model)
        for x, last, T in HISTORIES:
            tx, end = mpf(last), mpf(T)
            odds = 0 if x == 0 else a / (b + x - 1) * ((alpha + end) / (alpha + tx)) ** (r + x)
            alive = 1 / (1 + odds)
            for horizon, discount in [('39', '0'), ('52', '0.002'), ('20000', '0'), ('3000', '0.01')]:
                t, d = mpf(horizon), mpf(discount)
                known = alpha + end
                if d == 0 and a != 1:
                    closed = (a + b + x - 1) / (a - 1) * (1 - (known / (known + t)) ** (r + x) * hyp2f1(r + x, b + x, a + b + x - 1, t / (known + t)))
                    expected = closed * alive
                else:
                    # Over time first, by the incomplete exponential integral that mpmath makes of it; then over p.
                    def rate(s):
                        return (r + x) / known * hyp2f1(r + x + 1, a, a + b + x, -s / known)
                    steps = [0, 1, 10, 50, 200, 1000, 3000, 20000]
                    bounds = [s for s in steps if s < t] + [t]
                    expected = alive * quad(lambda s: exp(-d * s) * rate(s), bounds)
                out.append([list(map(float, model)), [x, float(last), float(T)], float(horizon), float(discount), text(alive), text(expected)])
    return out


print(json.dumps({'hypergeometric': hypergeometric(), 'polygammas': polygammas(), 'likelihoods': likelihoods(), 'purchases': purchases()}))
