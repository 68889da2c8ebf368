power --baseline 10% --mde 5% --output power.json --format json
