gate plan-2.yaml day-1.csv --journal looks.jsonl
