close hero.jsonl --report report.json --learned 'Again.'
