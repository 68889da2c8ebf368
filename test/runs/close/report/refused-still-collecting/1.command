analyze hero.csv --metric signed_up --where 'country = FR' --format json=report.json --quiet
