close loyalty.jsonl --report report.json --learned 'They spend more.' --format json
