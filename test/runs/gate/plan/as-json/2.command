gate plan.json day-1.csv --journal looks.jsonl -q
