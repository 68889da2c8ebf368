gate plan.yaml personalized=personalized.csv generic=generic.csv --journal looks.jsonl -q
