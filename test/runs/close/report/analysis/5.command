close hero.jsonl --learned 'Again.'
