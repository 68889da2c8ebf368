gate plan.yaml day-2.csv --journal looks.jsonl --format github --output annotations.txt --format json=report.json
