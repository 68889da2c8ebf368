"""DuckDB from Python: the same sums as a query; prints them by variant."""
import json
import sys

import duckdb

rows = duckdb.execute(
    "select variant, count(*), avg(converted), var_samp(converted), avg(revenue), var_samp(revenue)"
    " from read_csv(?) group by variant",
    [sys.argv[1]],
).fetchall()
names = ["n", "converted", "converted_var", "revenue", "revenue_var"]
print(json.dumps({variant: dict(zip(names, moments)) for variant, *moments in rows}))
