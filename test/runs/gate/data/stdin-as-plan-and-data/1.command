gate plan.yaml -
