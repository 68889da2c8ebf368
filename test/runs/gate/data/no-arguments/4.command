gate plan.yaml day-1.csv --alpha 0.1
