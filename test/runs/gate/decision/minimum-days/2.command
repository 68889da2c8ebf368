gate plan.yaml day-2.csv --journal looks.jsonl
