gate plan.yaml
