close first.jsonl --report report.json --tag surface=homepage --decision keep-control --because 'It is hard to keep.' --learned 'A matched hero signs up more.'
