gate plan.yaml infinity.csv --journal looks.jsonl
