gate plan.yaml generic=personalized.csv personalized=generic.csv --journal looks.jsonl -q
