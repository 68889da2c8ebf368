gate plan.yaml day-5.csv --journal looks.jsonl -q
