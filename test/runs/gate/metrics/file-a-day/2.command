gate plan.yaml day-1.csv day-2.csv --journal looks.jsonl -q
