gate plan.yaml two-units.csv
