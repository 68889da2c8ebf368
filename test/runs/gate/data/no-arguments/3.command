gate --plan plan.yaml day-1.csv
