gate plan.yaml carousel.csv --journal j.jsonl
