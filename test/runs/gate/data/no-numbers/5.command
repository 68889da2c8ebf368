gate plan.yaml text.csv --journal looks.jsonl
