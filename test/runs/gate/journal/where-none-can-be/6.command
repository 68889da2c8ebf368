gate plan.yaml day-1.csv --journal /dev/null
