"""Polars, streaming: the same sums as a lazy query; prints them by variant."""
import json
import sys

import polars as pl

answer = (
    pl.scan_csv(sys.argv[1])
    .group_by("variant")
    .agg(
        n=pl.len(),
        converted=pl.col("converted").mean(),
        converted_var=pl.col("converted").var(),
        revenue=pl.col("revenue").mean(),
        revenue_var=pl.col("revenue").var(),
    )
    .collect(engine="streaming")
)
print(json.dumps({row.pop("variant"): row for row in answer.to_dicts()}))
