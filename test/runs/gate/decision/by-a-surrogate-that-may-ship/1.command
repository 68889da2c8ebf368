gate plan.yaml units.csv --journal looks.jsonl
