gate plan.yaml half.csv --journal looks.jsonl
