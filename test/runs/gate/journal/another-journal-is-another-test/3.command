gate plan.yaml day-2.csv --journal others.jsonl -q
