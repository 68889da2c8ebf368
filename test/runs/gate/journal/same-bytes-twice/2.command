gate plan.yaml day-1.csv copy.csv --journal looks.jsonl -q
