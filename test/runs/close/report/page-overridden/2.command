close hero.jsonl --report page.html --experiment 'Spring hero' --decision keep-control --because 'The page goes.' --learned 'It would have paid.'
