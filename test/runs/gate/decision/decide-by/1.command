gate plan.yaml day-1.csv --journal looks.jsonl
