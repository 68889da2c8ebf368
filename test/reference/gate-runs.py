"""Checks the figures that decide the gates of test/runs against formulas and tables that are not ours.

Reads the journals that the runs left, and works the statistics, boundaries and p-values out again
from the counts in their files: boundaries by a brute-force recursion on a grid, restricted rates by
a numerical search. Prints a line a figure and ends with an error where one differs.

    python3 test/reference/gate-runs.py        (Python 3.11, numpy 2.4, scipy 1.17)
"""

import csv
import json
import math
import pathlib
import sys

import numpy as np
from scipy.optimize import brentq, minimize_scalar
from scipy.special import gammaln
from scipy.stats import norm

RUNS = pathlib.Path(__file__).parents[1] / "runs"
GATES = RUNS / "gate"
ALPHA = 0.05
failed = []


def journal(case, step):
    text = (GATES / case / f"{step}.wrote" / "looks.jsonl").read_text()
    return [json.loads(line) for line in text.splitlines()]


def data_of(case, name):
    """Where a run's file lies: among the shared ones, where `files` says so."""
    files = GATES / case / "files"
    lines = files.read_text().splitlines() if files.exists() else []
    shared = dict(line.split(" = ", 1) for line in lines)
    return RUNS / shared[name] if name in shared else GATES / case / name


def counts(case, day, column="signups"):
    """Units and successes of each variant, the control first."""
    with open(data_of(case, f"day-{day}.csv")) as file:
        return [(int(row["visitors"]), int(row[column])) for row in csv.DictReader(file)]


def check(what, got, wanted, tolerance=1e-6):
    good = abs(got - wanted) <= tolerance * abs(wanted)
    print(f"{'ok ' if good else 'BAD'} {what}: {got:.10g} (here {wanted:.10g})")
    if not good:
        failed.append(what)


def pooled_z(control, treatment):
    (n1, x1), (n2, x2) = control, treatment
    p = (x1 + x2) / (n1 + n2)
    return (x2 / n2 - x1 / n1) / math.sqrt(p * (1 - p) * (1 / n1 + 1 / n2))


def restricted_rate(control, treatment, difference):
    """The control's rate under the null, found by searching the likelihood, and minus its logarithm there."""
    (n1, x1), (n2, x2) = control, treatment

    def minus_log_likelihood(p1):
        p2 = p1 + difference
        terms = [(x1, p1), (n1 - x1, 1 - p1), (x2, p2), (n2 - x2, 1 - p2)]
        return -sum(k * math.log(p) for k, p in terms)

    found = minimize_scalar(
        minus_log_likelihood, bounds=(max(0, -difference) + 1e-9, min(1, 1 - difference) - 1e-9),
        method="bounded", options={"xatol": 1e-13},
    )
    return found.x, found.fun


def restricted_z(control, treatment, difference):
    """Farrington & Manning (1990)."""
    (n1, x1), (n2, x2) = control, treatment
    p1, _ = restricted_rate(control, treatment, difference)
    p2 = p1 + difference
    return (x2 / n2 - x1 / n1 - difference) / math.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)


def likelihood_root(control, treatment, difference):
    """The signed root of twice the difference between the free and the restricted log-likelihoods."""
    free = -sum(x * math.log(x / n) + (n - x) * math.log(1 - x / n) for n, x in (control, treatment))
    _, restricted = restricted_rate(control, treatment, difference)
    effect = treatment[1] / treatment[0] - control[1] / control[0]
    return math.copysign(math.sqrt(max(0, 2 * (restricted - free))), effect - difference)


def obrien_fleming(t, alpha):
    return 2 * norm.sf(norm.ppf(1 - alpha / 2) / math.sqrt(min(1, t)))


def pocock(t, alpha):
    return alpha * math.log(1 + (math.e - 1) * min(1, t))


def boundaries(times, spending):
    """Two-sided, each side half of alpha (Lan & DeMets 1983), on a plain grid of 6,001 points."""
    found = []
    for k, t in enumerate(times):
        before = times[k - 1] if k else 0
        spent = 2 * spending(t, ALPHA / 2) - (2 * spending(before, ALPHA / 2) if k else 0)
        if k == 0:
            b = norm.isf(spent / 2)
            density = lambda y: norm.pdf(y / math.sqrt(t)) / math.sqrt(t)
        else:
            sd, old, mass = math.sqrt(t - before), x, weights * f
            beyond = lambda b: float(np.sum(mass * (
                norm.sf((b * math.sqrt(t) - old) / sd) + norm.cdf((-b * math.sqrt(t) - old) / sd))))
            b = brentq(lambda b: beyond(b) - spent, 0.5, 8.5, xtol=1e-12)
            density = lambda y: np.sum(mass * norm.pdf((y - old) / sd) / sd)
        found.append(b)
        x = np.linspace(-b * math.sqrt(t), b * math.sqrt(t), 6001)
        f = np.array([density(y) for y in x])
        weights = np.full(len(x), x[1] - x[0])
        weights[[0, -1]] /= 2
    return found


def one_sided(times, upper, lower, drift):
    """Chances to stop above and below at each look, on a plain grid; bounds may be None, to be found."""
    above, below, found = [], [], []
    for k, t in enumerate(times):
        if k == 0:
            past = lambda b: norm.sf(b - drift * math.sqrt(t))
            under = lambda b: norm.cdf(b - drift * math.sqrt(t))
            density = lambda y: norm.pdf((y - drift * t) / math.sqrt(t)) / math.sqrt(t)
        else:
            sd, old, mass, step = math.sqrt(t - times[k - 1]), x, weights * f, drift * (t - times[k - 1])
            past = lambda b: float(np.sum(mass * norm.sf((b * math.sqrt(t) - old - step) / sd)))
            under = lambda b: float(np.sum(mass * norm.cdf((b * math.sqrt(t) - old - step) / sd)))
            density = lambda y: np.sum(mass * norm.pdf((y - old - step) / sd) / sd)
        high, low = upper(k, past), lower(k, under)
        above.append(past(high)), below.append(under(low)), found.append((high, low))
        x = np.linspace(low * math.sqrt(t), high * math.sqrt(t), 6001)
        f = np.array([density(y) for y in x])
        weights = np.full(len(x), x[1] - x[0])
        weights[[0, -1]] /= 2
    return above, below, found


def futility(times, planned, alpha, spend_alpha, beta, spend_beta):
    """One-sided non-binding bounds at these looks, for the drift of the planned ones."""
    def rejecting(times):
        part = lambda k: spend_alpha(times[k], alpha) - (spend_alpha(times[k - 1], alpha) if k else 0)
        find = lambda k, past: brentq(lambda b: past(b) - part(k), -3, 9, xtol=1e-12)
        return [high for high, _ in one_sided(times, find, lambda k, under: -9, 0)[2]]

    def bounds(times, highs, drift):
        part = lambda k: spend_beta(times[k], beta) - (spend_beta(times[k - 1], beta) if k else 0)
        find = lambda k, under: -9 if times[k] >= 1 else brentq(lambda b: under(b) - part(k), -9, 9, xtol=1e-12)
        return one_sided(times, lambda k, past: highs[k], find, drift)

    highs = rejecting(planned)
    drift = brentq(lambda d: sum(bounds(planned, highs, d)[0]) - (1 - beta), 2, 6, xtol=1e-9)
    return [low for _, low in bounds(times, rejecting(times), drift)[2]]


def soonest(level):
    exponent = -2 * math.log(level)
    return exponent + math.log(exponent + 1)


def sequence_critical(units, planned):
    """Waudby-Smith et al. (2024): the half-width in standard errors, rho tuned to the planned size."""
    v = units / planned * soonest(ALPHA)
    return math.sqrt(2 * (v + 1) / v * math.log(math.sqrt(v + 1) / ALPHA))


def sequence_p(z, units, planned):
    v = units / planned * soonest(ALPHA)
    return min(1, math.sqrt(1 + v) * math.exp(-z * z / 2 * v / (1 + v)))


def split_p(units, shares, planned):
    """Lindon & Malek (2022), eq. 4: the Bayes factor against Dirichlet shares, turned over."""
    k = planned / soonest(0.001)
    log = -(gammaln(k + sum(units)) - gammaln(k))
    for n, share in zip(units, shares):
        log += gammaln(k * share + n) - gammaln(k * share) - n * math.log(share)
    return min(1, math.exp(-log))


for case in ["fixed/ships-at-its-size", "fixed/keeps-control-when-worse",
             "fixed/keeps-control-when-the-plan-ends", "decision/lower-is-better"]:
    said, z = journal(case, 1)[-1]["comparisons"][0], pooled_z(*counts(case, 1))
    check(f"{case}, z", said["statistic"], z)
    check(f"{case}, p", said["pValue"], 2 * norm.sf(abs(z)))
check("one-sided-less, p", journal("decision/one-sided-less", 1)[-1]["comparisons"][0]["pValue"],
      norm.cdf(pooled_z(*counts("decision/one-sided-less", 1))))
control, light, full = counts("decision/two-treatments-one-is-shipped", 1)
check("two-treatments-one-is-shipped, p of full before Holm",
      journal("decision/two-treatments-one-is-shipped", 1)[-1]["comparisons"][1]["pValue"],
      2 * norm.sf(pooled_z(control, full)))

# As published for Lan–DeMets spending at five even looks, to three digits.
PUBLISHED = {"group-sequential/five-even-looks": [4.877, 3.357, 2.680, 2.290, 2.031],
             "group-sequential/pocock": [2.438, 2.427]}
for case, times, spending in [
    ("group-sequential/five-even-looks", [0.2, 0.4, 0.6, 0.8, 1], obrien_fleming),
    ("group-sequential/pocock", [0.2, 0.4], pocock),
    ("group-sequential/uneven-looks", [0.3, 0.35, 0.8], obrien_fleming),
    ("group-sequential/overrun", [0.6, 1.2], obrien_fleming),
    ("group-sequential/ends", [0.5, 1], obrien_fleming),
    # An invalid look and repeated ones are not among the times.
    ("invalid/look-in-between-spends-nothing", [0.4, 0.8], obrien_fleming),
    ("group-sequential/repeated-look", [0.5, 0.8], obrien_fleming),
]:
    steps = len(list((GATES / case).glob("*.command")))
    looks = {look["look"]: look for look in journal(case, steps) if look["decision"] != "invalid"}
    criticals = [look["comparisons"][0]["criticalValue"] for look in looks.values()]
    for said, wanted in zip(criticals, boundaries(times, spending)):
        check(f"{case}, boundary", said, wanted)
    for said, wanted in zip(criticals, PUBLISHED.get(case, [])):
        check(f"{case}, published boundary", round(said, 3), wanted, 1e-9)

lows = futility([7000 / 15000, 12100 / 15000], [1 / 3, 2 / 3, 1], ALPHA, lambda t, a: a * t**2.5,
                0.1, lambda t, b: b * (1 - math.exp(2 * t)) / (1 - math.exp(2)))
for step, low in enumerate(lows, start=1):
    report = json.loads((GATES / "futility/a-decrease" / f"{step}.stdout").read_text())
    said = report["comparisons"][0]["monitoring"]["futility"]
    check(f"futility/a-decrease {step}, bound", said["bound"], low)
    check(f"futility/a-decrease {step}, z", said["statistic"],
          -pooled_z(*counts("futility/a-decrease", step, "unsubscribed")))

for i, look in enumerate(journal("always-valid/several-looks", 3)):
    arms, said = counts("always-valid/several-looks", i + 1), look["comparisons"][0]
    units = sum(n for n, _ in arms)
    effect = arms[1][1] / arms[1][0] - arms[0][1] / arms[0][0]
    critical = sequence_critical(units, 20000)
    check(f"always-valid/several-looks {i + 1}, half-width in errors", said["criticalValue"], critical)
    check(f"always-valid/several-looks {i + 1}, p", said["pValue"],
          sequence_p(likelihood_root(*arms, 0), units, 20000))
    check(f"always-valid/several-looks {i + 1}, lower end", said["effect"]["lower"],
          brentq(lambda d: likelihood_root(*arms, d) - critical, effect - 0.2, effect, xtol=1e-14))

for case in ["guardrail/within", "guardrail/unproven-fixed", "guardrail/broken"]:
    said = journal(case, 1)[-1]["comparisons"][1]
    z = restricted_z(*counts(case, 1, "unsubscribes"), 0.005)
    check(f"{case}, z at the margin", said["statistic"], z, 1e-5)
    check(f"{case}, p at the margin", said["pValue"], norm.cdf(z), 1e-5)


def printed(case, what, figure):
    """A figure that no journal holds, as the run prints it."""
    text = " ".join((GATES / case / "1.stdout").read_text().split())
    good = figure in text
    print(f"{'ok ' if good else 'BAD'} {case}, {what}: {figure}")
    if not good:
        failed.append(case)


units = [n for n, _ in counts("invalid/sample-ratio", 1)]
printed("invalid/sample-ratio", "split", f"p = {split_p(units, [0.5, 0.5], 20000):.1e}".replace("e-0", "e-"))
units = [n for n, _ in counts("decision/unequal-allocation-unkept", 1)]
printed("decision/unequal-allocation-unkept", "split",
        f"p = {split_p(units, [0.9, 0.1], 20000):.1e}".replace("e-0", "e-"))
z = restricted_z(*counts("decision/cost-that-the-effect-does-not-pay", 1), 0.02)
printed("decision/cost-that-the-effect-does-not-pay", "p of the net gain", f"p = {2 * norm.cdf(z):.3f}")
arms = counts("decision/cost-that-pays", 1)
printed("decision/cost-that-pays", "p of the net gain",
        f"p = {sequence_p(likelihood_root(*arms, 0.002), 20000, 20000):.4f}")
# Fleiss, Levin & Paik (2003): 10 % and 12 % at alpha 0.05 and power 0.8.
size = (norm.ppf(0.975) * math.sqrt(2 * 0.11 * 0.89)
        + norm.ppf(0.8) * math.sqrt(0.1 * 0.9 + 0.12 * 0.88)) ** 2 / 0.02**2
printed("fixed/size-from-baseline", "size", f"{math.ceil(size):,} in generic")

sys.exit(f"{len(failed)} figures differ" if failed else 0)
