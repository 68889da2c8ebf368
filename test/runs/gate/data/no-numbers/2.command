gate plan.yaml huge.csv --journal looks.jsonl
