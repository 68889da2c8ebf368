analyze hero.csv --metric signed_up --metric revenue --format json=report.json --quiet
