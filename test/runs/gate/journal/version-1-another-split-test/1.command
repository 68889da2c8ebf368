gate plan.yaml day.csv --journal looks.jsonl -q
