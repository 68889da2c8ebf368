gate plan.yaml hexadecimal.csv --journal looks.jsonl
