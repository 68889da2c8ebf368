gate plan.yaml units.csv --journal looks.jsonl --format text --format markdown=report.md
