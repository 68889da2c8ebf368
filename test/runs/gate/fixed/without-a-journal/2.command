gate plan.yaml day-2.csv
