gate plan-changed.yaml day-1.csv --journal looks.jsonl -q
