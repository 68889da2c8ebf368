gate plan.yaml day-1.csv
