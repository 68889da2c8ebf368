gate plan.yaml hero.csv --journal looks.jsonl --format json=report.json --quiet
