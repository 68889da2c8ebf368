gate plan-changed.yaml day-2.csv --journal looks.jsonl
