gate plan-skip.yaml day-1.csv --journal looks.jsonl -q
