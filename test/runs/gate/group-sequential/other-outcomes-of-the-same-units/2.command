gate plan.yaml day-1-restated.csv --journal looks.jsonl
