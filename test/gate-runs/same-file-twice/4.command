gate plan.yaml generic=day-1.csv personalized=day-1.csv --journal looks.jsonl -q
