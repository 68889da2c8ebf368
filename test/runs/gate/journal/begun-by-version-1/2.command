gate plan.yaml day-4.csv --journal looks.jsonl -q
