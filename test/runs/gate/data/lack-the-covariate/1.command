gate plan.yaml results.csv --journal looks.jsonl
