close hero.jsonl --report report.json --learned 'x' --tag surface
