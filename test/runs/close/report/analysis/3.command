ledger hero.jsonl --format csv
