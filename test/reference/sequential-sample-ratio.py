"""The sequential sample ratio test: python3 test/reference/sequential-sample-ratio.py

Unit by unit, as Polya's urn predicts each from those before (Lindon & Malek 2022, eq. 5), for each
concentration, and the mean of the factors, where src/stats goes by Stirling's series. mpmath, 50 digits.
"""
import json
import mpmath
from mpmath import mp, mpf, log

mp.dps = 50
CONCENTRATIONS = [mpf(4) ** i for i in range(1, 15)]


def log_factor(counts, weights, concentration):
    shares = [mpf(w) / sum(weights) for w in weights]
    total, seen = mpf(0), 0
    for count, share in zip(counts, shares):
        for k in range(count):
            total += log((concentration * share + k) / ((concentration + seen) * share))
            seen += 1
    return total


def log_p(counts, weights):
    factors = [mpmath.exp(log_factor(counts, weights, c)) for c in CONCENTRATIONS]
    return float(min(mpf(0), -log(sum(factors) / len(factors))))


cases = [
    ([821, 815], [1, 1]), ([520, 480], [1, 1]), ([600, 400], [1, 1]),
    ([5210, 4790], [1, 1]), ([0, 50], [1, 1]),
    ([334, 334, 332], [1, 1, 1]), ([3340, 3140, 3520], [1, 1, 1]),
    ([9000, 1100], [9, 1]), ([50000, 51500], [1, 1]), ([7, 0], [0.5, 0.5]),
    ([30000, 10400, 9600], [3, 1, 1]), ([99000, 1200], [99, 1]), ([1, 0], [1, 1]),
]
out = [{"counts": c, "weights": w, "logPValue": log_p(c, w)} for c, w in cases]
with open("test/reference/sequential-sample-ratio.json", "w") as file:
    json.dump({"computed_by": f"mpmath {mpmath.__version__}", "cases": out}, file, indent=1)
    file.write("\n")
