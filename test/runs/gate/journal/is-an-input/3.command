gate plan.yaml generic=day-1.csv --journal day-1.csv
