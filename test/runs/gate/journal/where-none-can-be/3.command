gate plan.yaml day-1.csv --journal plan.yaml/looks.jsonl
