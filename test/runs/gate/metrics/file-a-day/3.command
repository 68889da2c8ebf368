gate plan.yaml day-2.csv day-1.csv --journal looks.jsonl -q
