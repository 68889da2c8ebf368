gate plan.yaml both.csv --journal looks.jsonl -q
