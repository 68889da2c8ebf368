simulate plan.yaml --from none.csv
