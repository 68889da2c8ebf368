gate plan.yaml day-1.csv --journal looks.jsonl --format json=report.json --format markdown=summary.md --format junit=gate.xml --format github
