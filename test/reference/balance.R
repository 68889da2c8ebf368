# Chi-square tests of tables whose rare columns are pooled, by the mean and variance over permutations, with
# R 4.2.2, base only: Rscript test/reference/balance.R > test/reference/balance.json
# Mean and variance are held against those of tables drawn by r2dtable, and the script stops where they differ.
digits <- function(x) trimws(formatC(x, digits = 17, format = "g"))
test <- function(t) {
  n <- sum(t); x <- chisq.test(t, correct = FALSE); r <- nrow(t); c <- ncol(t)
  w <- function(parts) (sum(n / parts) - length(parts)^2) / (n - 2); v <- function(k) (k - 1) * (n - k) / (n - 1)
  m <- n / (n - 1) * (r - 1) * (c - 1)
  s <- 2 * n / (n - 3) * (v(r) - w(rowSums(t))) * (v(c) - w(colSums(t))) + n^2 / (n - 1) * w(rowSums(t)) * w(colSums(t))
  drawn <- sapply(r2dtable(20000, rowSums(t), colSums(t)), function(y) { e <- outer(rowSums(y), colSums(y)) / sum(y); sum((y - e)^2 / e) })
  stopifnot(abs(mean(drawn) / m - 1) < .03, abs(var(drawn) / s - 1) < .1)
  s <- max(s, 2 * (r - 1) * (c - 1))
  pgamma(unname(x$statistic), shape = m^2 / s, scale = s / m, lower.tail = FALSE)
}
tables <- list(rbind(c(50, 950, 1000), c(88, 912, 990)), rbind(c(29, 990, 40, 300), c(46, 970, 75, 310)),
  rbind(c(1600, 12000, 3600), c(48, 120, 80)), rbind(c(20, 30, 50), c(35, 22, 48), c(12, 40, 60)))
rows <- sapply(tables, function(t) {
  set.seed(1)
  sprintf('{"table": [%s], "p": %s}',
    paste(apply(t, 1, function(row) paste0("[", paste(row, collapse = ", "), "]")), collapse = ", "), digits(suppressWarnings(test(t))))
})
cat(paste0('{"R": "', getRversion(), '", "rows": [\n', paste(rows, collapse = ",\n"), "\n]}\n"))
