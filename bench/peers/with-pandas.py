"""pandas: the same sums over the columns that are needed; prints them by variant."""
import json
import sys

import pandas as pd

data = pd.read_csv(sys.argv[1], usecols=["variant", "converted", "revenue"])
groups = data.groupby("variant")
answer = pd.DataFrame(
    {
        "n": groups.size(),
        "converted": groups["converted"].mean(),
        "converted_var": groups["converted"].var(),
        "revenue": groups["revenue"].mean(),
        "revenue_var": groups["revenue"].var(),
    }
)
print(json.dumps(answer.to_dict("index")))
