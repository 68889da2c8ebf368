gate plan.yaml units.csv
