"""
Writes the Parquet files here as pyarrow 25.0.1 does, with statistics in the headers of pages, and figures.json: for
each file the number of values, the mean and the variance of its column x by variant, by pyarrow.compute.
Usage, in a folder of its own: python make.py
"""

import json
import random

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

ROWS = 400
BARE = {"compression": "NONE", "use_dictionary": False}
FILES = {
    "long": (pa.int64(), lambda i: random.randint(0, 9), False, BARE),
    "long-v2": (pa.int64(), lambda i: random.randint(0, 9), False, {**BARE, "data_page_version": "2.0"}),
    "int": (pa.int32(), lambda i: random.randint(0, 9), False, BARE),
    "unsigned": (pa.uint32(), lambda i: random.randint(0, 9), False, BARE),
    "double": (pa.float64(), lambda i: random.choice([0.0, 1.5, 2.0, 9.0]), False, BARE),
    "split": (
        pa.float64(),
        lambda i: random.choice([0.0, 2.0, 8.0]),
        False,
        {**BARE, "use_byte_stream_split": ["x"]},
    ),
    "missing": (pa.int64(), lambda i: None if i % 7 == 0 else i % 10, True, BARE),
    "usual": (pa.float64(), lambda i: None if i % 7 == 0 else i % 10 / 4, True, {}),
}

figures = {}
for name, (kind, value, nullable, how) in FILES.items():
    random.seed(name)
    schema = pa.schema(
        [
            pa.field("day", pa.int32(), False),
            pa.field("variant", pa.string(), nullable),
            pa.field("x", kind, nullable),
        ]
    )
    arms = [random.choice(["generic", "personalized"]) for _ in range(ROWS)]
    days = pa.array([i // 50 for i in range(ROWS)], pa.int32())
    table = pa.table([days, pa.array(arms), pa.array([value(i) for i in range(ROWS)], kind)], schema=schema)
    pq.write_table(table, f"{name}.parquet", **how)
    figures[name] = {}
    for arm in ["generic", "personalized"]:
        own = table.filter(pc.equal(table["variant"], arm))["x"].drop_null().cast(pa.float64())
        figures[name][arm] = [len(own), pc.mean(own).as_py(), pc.variance(own, ddof=1).as_py()]

with open("figures.json", "w") as file:
    json.dump(figures, file, indent=2)
    file.write("\n")
