gate plan.yaml none.csv
