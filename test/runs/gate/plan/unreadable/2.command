gate plan-latin1.yaml day-1.csv --journal looks.jsonl
