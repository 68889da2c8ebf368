analyze hero.csv --metric signed_up --format html=page.html --quiet
