gate - plan.yaml
