# Brunner and Munzel's test by its definition (Biometrical Journal 2000, 42, 17–25): R 4.2.2, base only.
# Rscript test/reference/ranks.R > test/reference/ranks.json
set.seed(20261126)
digits <- function(x) ifelse(is.finite(x), trimws(formatC(x, digits = 17, format = "g")), "null")
array_of <- function(x) paste0("[", paste(digits(x), collapse = ", "), "]")
parts <- function(x, y) {
  n <- c(length(x), length(y)); r <- rank(c(x, y)); r1 <- r[1:n[1]]; r2 <- r[-(1:n[1])]
  v <- c(var(r1 - rank(x)), var(r2 - rank(y))); a <- n * v
  list(p = (mean(r2) - (n[2] + 1) / 2) / n[1], df = sum(a)^2 / sum(a^2 / (n - 1)),
    se = sqrt(v[1] / n[1] / n[2]^2 + v[2] / n[2] / n[1]^2))
}
statistic <- function(x, y) { k <- parts(x, y); if (k$p == .5) 0 else (k$p - .5) / k$se }
# Every way to choose the treated units; statistics that differ in the last digits count as the same.
permuted <- function(x, y) {
  all <- c(x, y); apply(combn(length(all), length(y)), 2, function(i) statistic(all[-i], all[i]))
}
case <- function(n, m, draw, small) {
  x <- draw(n, 0); y <- draw(m, runif(1, -.5, 1)); k <- parts(x, y); t <- (k$p - .5) / k$se; alpha <- sample(c(.3, .1, .05), 1)
  if (small) {
    s <- permuted(x, y); at <- function(f) mean(f(s) >= f(t) - 1e-9 * max(1, abs(t)))
    p <- c(at(abs), at(identity), at(function(z) -z)); c <- sort(abs(s), decreasing = TRUE)[ceiling(alpha * length(s))]
  } else { p <- c(2 * pt(-abs(t), k$df), pt(-t, k$df), pt(t, k$df)); c <- qt(1 - alpha / 2, k$df) }
  ends <- c(max(0, k$p - c * k$se), min(1, k$p + c * k$se))
  sprintf('{"control": %s, "treatment": %s, "small": %s, "alpha": %s, "statistic": %s, "df": %s, "p": %s, "greater": %s, "less": %s, "superiority": %s, "lower": %s, "upper": %s}',
    array_of(x), array_of(y), tolower(small), alpha, digits(t), if (small) "null" else digits(k$df), digits(p[1]), digits(p[2]), digits(p[3]), digits(k$p), digits(ends[1]), digits(ends[2]))
}
counts <- function(n, shift) rpois(n, exp(1 + shift / 2)); amounts <- function(n, shift) round(rlnorm(n, shift), 3)
rows <- c(
  sapply(1:20, function(i) case(sample(10:60, 1), sample(20:90, 1), if (i %% 2) counts else amounts, FALSE)),
  sapply(1:10, function(i) case(sample(4:6, 1), sample(4:7, 1), if (i %% 2) counts else amounts, TRUE)))
cat(paste0('{"R": "', getRversion(), '", "rows": [\n', paste(rows, collapse = ",\n"), "\n]}\n"))
