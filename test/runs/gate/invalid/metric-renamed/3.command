gate plan-other-alpha.yaml day-2.csv --journal looks.jsonl -q
