"""Effects of which one is of another order, true ones being spread as a t with 3 degrees of freedom, by sums over each
true effect, the mean (flat) and the spread (half-Cauchy at a typical error). Written without the product's mixture."""

import json

import numpy as np

SE = 0.01
NEAR = [0.004, -0.006, 0.011, 0.002, -0.009, 0.007, -0.003, 0.001, 0.012]


def t3(u):
    return 2 / (np.pi * np.sqrt(3) * (1 + u * u / 3) ** 2)


def normal(z):
    return np.exp(-0.5 * z * z) / (SE * np.sqrt(2 * np.pi))


def moments(y, mus, tau):
    """The density of an estimate, and of its true effect the mean, by mean of all."""
    far = (np.abs(y - mus) > 10 * SE) | (tau > 0.5 * SE)
    density, mean = np.empty_like(mus), np.empty_like(mus)
    # The true effect near its estimate, where the t is smooth ...
    theta = y + SE * np.arange(-9, 9.05, 0.1)
    weight = t3((theta[None, :] - mus[far, None]) / tau) / tau * normal((y - theta) / SE) * 0.1 * SE
    density[far] = weight.sum(1)
    mean[far] = (weight * theta).sum(1) / density[far]
    # ... or near the mean, where the normal distribution is.
    s = np.arange(-12, 12.01, 0.04)
    theta = mus[~far, None] + tau * np.sinh(s)[None, :]
    weight = (t3(np.sinh(s)) * np.cosh(s) * 0.04)[None, :] * normal((y - theta) / SE)
    density[~far] = weight.sum(1)
    mean[~far] = (weight * theta).sum(1) / density[~far]
    return density, mean


def posterior(last):
    y = [*NEAR, last]
    steps = np.arange(np.log(1e-6), np.log(1e3), 0.08)
    rows = []
    for log_tau in steps:
        tau = np.exp(log_tau)
        mus = np.unique(np.concatenate([np.linspace(-0.06, 0.06, 401), np.linspace(-8, 8, 801) * tau]))
        told = [moments(one, mus, tau) for one in y]
        ratio = tau / SE
        prior = 2 / np.pi * ratio / (1 + ratio * ratio)
        log = sum(np.log(density) for density, _ in told) + np.log(prior) + np.log(np.gradient(mus))
        rows.append((log, mus, told[2][1], told[-1][1], np.full_like(mus, log_tau)))
    log = np.concatenate([row[0] for row in rows])
    weight = np.exp(log - log.max())
    total = weight.sum()
    mean, third, far, log_tau = (
        float((weight * np.concatenate([row[i] for row in rows])).sum() / total) for i in (1, 2, 3, 4)
    )
    return {
        "y": y,
        "v": [SE * SE] * len(y),
        "mean": mean,
        "third": third,
        "last": far,
        "logTau": log_tau,
        "logEvidence": float(log.max() + np.log(total * 0.08)),
    }


print(json.dumps([posterior(last) for last in (0.2, 1, 20)], indent=1))
