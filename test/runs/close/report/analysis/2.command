close hero.jsonl --report report.json --tag surface=homepage --owner web --follows banner --learned 'It signs up more.' --next 'By e-mail.'
