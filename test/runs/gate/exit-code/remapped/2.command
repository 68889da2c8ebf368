gate plan.yaml day-1.csv --journal looks.jsonl -q --exit-code keep-collecting=77 --exit-code invalid=3 --exit-code keep-collecting=0
