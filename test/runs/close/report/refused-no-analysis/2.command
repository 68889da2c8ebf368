close hero.jsonl --report power.json --learned x
