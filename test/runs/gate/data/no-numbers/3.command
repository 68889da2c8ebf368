gate plan.yaml negative.csv --journal looks.jsonl
