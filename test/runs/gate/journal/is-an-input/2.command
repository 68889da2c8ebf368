gate plan.yaml day-1.csv --journal ./day-1.csv
