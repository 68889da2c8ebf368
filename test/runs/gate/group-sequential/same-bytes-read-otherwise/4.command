gate plan-zero.yaml day-1.csv --journal looks.jsonl -q
