# Clopper-Pearson intervals by binom.test, which inverts qbeta: Rscript test/reference/clopper-pearson.R
cases <- rbind(c(0, 1), c(1, 1), c(0, 20), c(15, 148), c(682, 925), c(3, 10000), c(250, 10000),
               c(10000, 10000), c(1, 1e6), c(500000, 1e6))
levels <- c(0.05, 0.01, 0.3)
rows <- do.call(rbind, lapply(levels, function(level) t(apply(cases, 1, function(case) {
  ends <- binom.test(case[1], case[2], conf.level = 1 - level)$conf.int
  c(case, level, ends)
}))))
lines <- apply(rows, 1, function(row) paste0("    [", paste(sprintf("%.17g", row), collapse = ", "), "]"))
cat("{\n  \"columns\": [\"successes\", \"n\", \"level\", \"lower\", \"upper\"],\n  \"rows\": [\n",
    paste(lines, collapse = ",\n"), "\n  ]\n}\n", sep = "", file = "test/reference/clopper-pearson.json")
