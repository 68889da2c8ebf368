analyze hero.csv --metric signed_up --format json=report.json --output report.txt
