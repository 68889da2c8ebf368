gate plan.yaml summary.csv --journal looks.jsonl
