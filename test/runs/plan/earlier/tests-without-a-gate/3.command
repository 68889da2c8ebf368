plan next.yaml --ledger '*.jsonl'
