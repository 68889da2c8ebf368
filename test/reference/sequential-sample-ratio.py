"""The sequential sample ratio test: python3 test/reference/sequential-sample-ratio.py

Unit by unit, as Polya's urn predicts each from those before (Lindon & Malek 2022, eq. 5), where
src/stats takes differences of log-gamma. mpmath, 50 digits.
"""
import json
import mpmath
from mpmath import mp, mpf, log

mp.dps = 50
LEVEL = mpf(1) / 1000


def log_p(counts, weights, planned):
    evidence = -2 * log(LEVEL)
    concentration = mpf(planned) / (evidence + log(evidence + 1))
    shares = [mpf(w) / sum(weights) for w in weights]
    total, seen = mpf(0), 0
    for count, share in zip(counts, shares):
        for k in range(count):
            total += log((concentration * share + k) / ((concentration + seen) * share))
            seen += 1
    return float(min(mpf(0), -total))


cases = [
    ([821, 815], [1, 1], 2000), ([520, 480], [1, 1], 1000), ([600, 400], [1, 1], 100000),
    ([5210, 4790], [1, 1], 10000), ([5210, 4790], [1, 1], 20000), ([0, 50], [1, 1], 100),
    ([334, 334, 332], [1, 1, 1], 1000), ([3340, 3140, 3520], [1, 1, 1], 10000),
    ([9000, 1100], [9, 1], 10000), ([50000, 51500], [1, 1], 80000), ([7, 0], [0.5, 0.5], 1e6),
    ([30000, 10400, 9600], [3, 1, 1], 50000),
]
out = [{"counts": c, "weights": w, "planned": n, "logPValue": log_p(c, w, n)} for c, w, n in cases]
with open("test/reference/sequential-sample-ratio.json", "w") as file:
    json.dump({"computed_by": f"mpmath {mpmath.__version__}", "level": 0.001, "cases": out}, file, indent=1)
    file.write("\n")
