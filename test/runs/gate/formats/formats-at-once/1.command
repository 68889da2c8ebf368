gate plan.yaml day-1.csv --journal looks.jsonl -q --format text --format json=report.json --format junit=gate.xml --format markdown=summary.md --format github=annotations.txt
