gate plan-1.yaml day-1.csv --journal looks.jsonl
