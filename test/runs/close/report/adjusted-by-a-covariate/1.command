analyze loyalty.csv --metric spend --covariate spend=spend_before --metric orders/sessions --layout rows --format json=report.json --quiet
