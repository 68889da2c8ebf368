gate plan.yaml generic=generic.csv personalized=personalized.csv --journal looks.jsonl -q
