gate . day-1.csv --journal looks.jsonl
