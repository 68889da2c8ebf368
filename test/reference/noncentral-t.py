"""Makes noncentral-t.json: ln of both tails of the noncentral t distribution, to 30 digits inside.

R's pt(ncp =) is no oracle here: its upper tail is right only absolutely, to 1e-12 (1e-10 at a df of
1e5), and its noncentrality ends at 37.62. Both tails are integrated apart from each other, and a
point is kept only when they sum to 1. Run: /usr/bin/python3 test/reference/noncentral-t.py
"""
import json
import mpmath as mp
mp.mp.dps = 30


def log_upper(t, df, delta):
    """ln of the integral over u = ln s of the density of S = sqrt(chi2/df) times P(Z > t s - delta)."""
    shape = df / 2
    constant = mp.log(2) + shape * mp.log(shape) - mp.loggamma(shape)

    def log_term(u):
        x = (t * mp.exp(u) - delta) / mp.sqrt(2)
        tail = mp.erfc(x) / 2
        return constant + df * u - shape * mp.exp(2 * u) + mp.log(tail)

    # A summit by golden section, ends where the term has fallen by exp(-60), then the trapezoid rule.
    a, b = mp.mpf(-60), mp.mpf(8)
    ratio = (mp.sqrt(5) - 1) / 2
    for _ in range(120):
        c, d = b - ratio * (b - a), a + ratio * (b - a)
        if log_term(c) > log_term(d):
            b = d
        else:
            a = c
    summit = (a + b) / 2
    top = log_term(summit)

    def end(direction):
        far = mp.mpf(10) ** -6
        while log_term(summit + direction * far) > top - 60:
            far *= 2
        near = far / 2
        for _ in range(20):
            middle = (near + far) / 2
            if log_term(summit + direction * middle) > top - 60:
                near = middle
            else:
                far = middle
        return direction * far

    left, right = summit + end(-1), summit + end(1)
    step = (right - left) / 64
    total = sum(mp.exp(log_term(left + i * step) - top) for i in range(65))
    while True:
        count = int(mp.nint((right - left) / step))
        between = sum(mp.exp(log_term(left + (i + 0.5) * step) - top) for i in range(count))
        agreed = abs(between - total) < mp.mpf(10) ** -14 * total  # squared by the next halving
        total, step = total + between, step / 2
        if agreed:
            return top + mp.log(total * step)


def log_upper_far(t, df, delta):
    """The same as the integral over z of P(S < (delta + z)/t), by Gauss-Legendre: 30 digits where delta is far above df."""
    def part(z):
        return mp.npdf(z) * mp.gammainc(df / 2, 0, df / 2 * ((delta + z) / t) ** 2, regularized=True)
    return mp.log(mp.quad(part, [-14, -7, 0, 7, 14]))


def log_lower_far(t, df, delta):
    def part(z):
        return mp.npdf(z) * mp.gammainc(df / 2, df / 2 * ((delta + z) / t) ** 2, mp.inf, regularized=True)
    return mp.log(mp.quad(part, [-14, -7, 0, 7, 14]))


rows = []
points = [
    (df, delta, t)
    for df in (1, 2, 5.5, 38, 1000, 123456, 10**7)
    for delta in (-100, -20, -3, 0, 0.5, 2.8, 10, 37, 100)
    for t in (-80, -2, 0, 1.96, 4, 30, 120)
] + [(219770, 0.01 / (2 / 109886) ** 0.5, 1.9599747789345272)]  # power.t.test(109886, .01)
# Where S hardly varies, on either side of where that is taken to be so: (|t - delta| + 1) |t| = sqrt(df / 2).
points += [
    (df, t - far, t)
    for df in (999, 1000, 1001, 4000, 30000, 10**6)
    for t in (-9, -1.6, 0.01, 1.6, 3, 9)
    for far in (-(mp.sqrt(df / 2) / abs(t) - 1) * mp.mpf('1.02'), -0.84, 0.84, (mp.sqrt(df / 2) / abs(t) - 1) * mp.mpf('0.98'))
    if abs(far) < 60
]
points += [
    (df, delta, t)
    for df in (0.1, 0.25, 0.75)
    for delta in (-20, 0.5, 10)
    for t in (-2, 1.96, 120)
]
for df, delta, t in points:
    df, delta, t = mp.mpf(df), mp.mpf(delta), mp.mpf(t)
    logs = [log_upper(-t, df, -delta), log_upper(t, df, delta)]
    if abs(mp.exp(logs[0]) + mp.exp(logs[1]) - 1) > mp.mpf(10) ** -20:
        print("not 1:", df, delta, t, mp.nstr(mp.exp(logs[0]) + mp.exp(logs[1]) - 1, 5))
        continue
    small = min(logs)
    logs = [log if log == small else mp.log1p(-mp.exp(small)) for log in logs]  # 30 digits end at 1
    rows.append([float(t), float(df), float(delta), float(logs[0]), float(logs[1])])

far = [
    (df, delta, delta * times)
    for df in (1, 5.5, 17)
    for delta in (2 * 10**4, 10**6, 5 * 10**7)
    for times in (0.5, 0.98, 1.1, 30)
]
for df, delta, t in far:
    df, delta, t = mp.mpf(df), mp.mpf(delta), mp.mpf(t)
    logs = [log_lower_far(t, df, delta), log_upper_far(t, df, delta)]
    small = min(logs)
    logs = [log if log == small else mp.log1p(-mp.exp(small)) for log in logs]
    rows.append([float(t), float(df), float(delta), float(logs[0]), float(logs[1])])

with open("test/reference/noncentral-t.json", "w") as file:
    body = ",\n".join(json.dumps(row) for row in rows)
    file.write('{"computedBy":"mpmath %s, 30 digits","script":"test/reference/noncentral-t.py",\n' % mp.__version__)
    file.write('"columns":["t","df","noncentrality","logLower","logUpper"],"rows":[\n%s\n]}\n' % body)
print(len(rows), "of", len(points) + len(far))
