gate plan.yaml day-1.csv --journal looks.jsonl -q --exit-code invalid=30 --exit-code keep-control=0
