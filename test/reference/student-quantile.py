"""Makes student-quantile.json: upper quantiles of Student's t on either side of where they become a series in 1/df.

The incomplete beta function, inverted to 40 digits. Run: python3 test/reference/student-quantile.py
"""
import json
import mpmath as mp
mp.mp.dps = 40


def log_upper(t, df):
    return mp.log(mp.betainc(df / 2, mp.mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2)


def quantile(p, df):
    z = mp.sqrt(2) * mp.erfinv(1 - 2 * p)
    return mp.findroot(lambda t: log_upper(t, df) - mp.log(p), (z, z * (1 + mp.mpf(10) ** -6)), tol=1e-50)


rows = [
    [df, p, float(quantile(mp.mpf(p), mp.mpf(df)))]
    for df in (9999, 10000, 10001, 43210, 10**6, 10**9)
    for p in (0.4999, 0.3, 0.025, 0.001, 1e-5, 4e-6, 1e-10)
]
with open("test/reference/student-quantile.json", "w") as file:
    body = ",\n".join(json.dumps(row) for row in rows)
    file.write('{"computedBy":"mpmath %s, 40 digits","script":"test/reference/student-quantile.py",\n' % mp.__version__)
    file.write('"columns":["df","p","quantile"],"rows":[\n%s\n]}\n' % body)
