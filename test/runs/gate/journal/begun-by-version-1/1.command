gate plan.yaml day-3.csv --journal looks.jsonl -q
