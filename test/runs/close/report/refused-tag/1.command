analyze hero.csv --metric signed_up --format json=report.json --quiet
