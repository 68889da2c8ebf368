gate plan.yaml rows.csv --format json
