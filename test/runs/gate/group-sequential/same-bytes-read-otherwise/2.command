gate plan.yaml day-1.csv --journal looks.jsonl -q --missing n/k --missing 0 --missing 1
