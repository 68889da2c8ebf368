close report.json --report report.json --learned 'x'
