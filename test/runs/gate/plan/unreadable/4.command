gate day-1.csv plan.yaml --journal looks.jsonl
