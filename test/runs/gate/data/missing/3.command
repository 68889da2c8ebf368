gate plan.yaml --journal looks.jsonl
