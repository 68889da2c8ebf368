gate plan-otherwise.yaml day-1.csv --journal looks.jsonl -q
