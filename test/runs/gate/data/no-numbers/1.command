gate plan.yaml nan.csv --journal looks.jsonl
