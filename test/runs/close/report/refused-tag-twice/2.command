close hero.jsonl --report report.json --learned 'x' --tag a=1 --tag a=2
