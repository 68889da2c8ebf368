gate plan.yaml two-variants.csv
