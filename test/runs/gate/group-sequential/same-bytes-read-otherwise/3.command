gate plan.yaml day-1.csv --journal looks.jsonl -q --missing 1 --missing n/k --missing 0
