# Score, Koopman, Welch, Student and Fieller figures on a grid: Rscript test/reference/comparisons.R
# The score intervals are found by uniroot on the statistic, the restricted rates by the cubic of
# Farrington & Manning (1990, appendix) and by uniroot on Koopman's (1984) likelihood equation: by other
# means than src/stats.
set.seed(20261122)
digits <- function(x) if (is.na(x)) "null" else sprintf("%.17g", x)

fm_z <- function(x1, n1, x2, n2, d) {
  p1 <- x1 / n1; p2 <- x2 / n2; theta <- n1 / n2
  # Farrington & Manning's group 1 is our treatment.
  a <- 1 + theta
  b <- -(1 + theta + p2 + theta * p1 + d * (theta + 2))
  cc <- d^2 + d * (2 * p2 + theta + 1) + p2 + theta * p1
  dd <- -p2 * d * (1 + d)
  v <- b^3 / (27 * a^3) - b * cc / (6 * a^2) + dd / (2 * a)
  u <- sign(v) * sqrt(max(0, b^2 / (9 * a^2) - cc / (3 * a)))
  w <- (pi + acos(max(-1, min(1, if (u == 0) 0 else v / u^3)))) / 3
  r2 <- min(1, max(0, 2 * u * cos(w) - b / (3 * a)))
  r1 <- min(1, max(0, r2 - d))
  (p2 - p1 - d) / sqrt(r1 * (1 - r1) / n1 + r2 * (1 - r2) / n2)
}
koopman_z <- function(x1, n1, x2, n2, phi) {
  p1 <- x1 / n1; p2 <- x2 / n2; top <- min(1, 1 / phi)
  slope <- function(r) (x1 + x2) / r - (n1 - x1) / (1 - r) - phi * (n2 - x2) / (1 - phi * r)
  r1 <- uniroot(slope, c(1e-12, 1 - 1e-12) * top, tol = 1e-16, maxiter = 2000)$root; r2 <- phi * r1
  (p2 - phi * p1) / sqrt(phi^2 * r1 * (1 - r1) / n1 + r2 * (1 - r2) / n2)
}
root <- function(f, lo, hi) uniroot(f, c(lo, hi), tol = 1e-15, maxiter = 2000)$root

proportion_case <- function() {
  n <- round(exp(runif(2, log(20), log(5e4)))); p <- runif(1, .02, .9)
  x1 <- rbinom(1, n[1], p); x2 <- rbinom(1, n[2], min(.97, p * runif(1, .8, 1.25)))
  if (x1 == 0 || x2 == 0 || x1 == n[1] || x2 == n[2]) return(proportion_case())
  alpha <- sample(c(.2, .1, .05, .01, .001), 1); z <- qnorm(1 - alpha / 2)
  d <- x2 / n[2] - x1 / n[1]; r <- (x2 / n[2]) / (x1 / n[1])
  f <- function(delta) fm_z(x1, n[1], x2, n[2], delta)
  k <- function(phi) koopman_z(x1, n[1], x2, n[2], phi)
  margin <- runif(1, -.1, .1)
  c(x1, n[1], x2, n[2], alpha, f(1e-300),
    pchisq(prop.test(c(x1, x2), n, correct = FALSE)$statistic, 1, lower.tail = FALSE),
    root(function(t) f(t) - z, max(-.999999, d - 1), d - 1e-9),
    root(function(t) f(t) + z, d + 1e-9, min(.999999, d + 1)),
    root(function(t) k(t) - z, r / 1e4, r) - 1, root(function(t) k(t) + z, r, r * 1e4) - 1,
    margin, f(margin))
}
mean_case <- function() {
  n <- round(exp(runif(2, log(3), log(1e5)))); m <- runif(1, .5, 300); sd <- m * runif(2, .05, 1.5)
  v <- sd^2; m2 <- m * runif(1, .8, 1.25)
  alpha <- sample(c(.2, .1, .05, .01, .001), 1)
  e <- v / n; d <- m2 - m; se <- sqrt(sum(e)); df <- se^4 / sum(e^2 / (n - 1))
  t <- qt(1 - alpha / 2, df)
  fieller <- function(t, e) {
    g <- t^2 * e[1] / m^2
    if (g >= 1) return(c(NA, NA))
    # Centre and reach as Fieller gives them, of the ratio; then minus 1.
    (m2 / m + c(-1, 1) * t / m * sqrt((1 - g) * e[2] + (m2 / m)^2 * e[1])) / (1 - g) - 1
  }
  df2 <- sum(n) - 2; sp <- sum((n - 1) * v) / df2; e2 <- sp / n; t2 <- qt(1 - alpha / 2, df2)
  c(n[1], m, v[1], n[2], m2, v[2], alpha, d / se, df, 2 * pt(-abs(d / se), df),
    log(2) + pt(-abs(d / se), df, log.p = TRUE), d - t * se, d + t * se, fieller(t, e),
    d / sqrt(sum(e2)), log(2) + pt(-abs(d / sqrt(sum(e2))), df2, log.p = TRUE),
    d - t2 * sqrt(sum(e2)), d + t2 * sqrt(sum(e2)), fieller(t2, e2))
}
table <- function(name, columns, rows) {
  lines <- apply(rows, 1, function(row) paste0("[", paste(sapply(row, digits), collapse = ","), "]"))
  sprintf('"%s": {"columns": [%s], "rows": [\n%s\n]}', name,
    paste(sprintf('"%s"', columns), collapse = ", "), paste(lines, collapse = ",\n"))
}
proportions <- t(replicate(80, proportion_case())); means <- t(replicate(80, mean_case()))
cat(sep = "", file = "test/reference/comparisons.json", "{\n",
  sprintf('"computedBy": "%s, stats",\n', R.version.string),
  table("proportions", c("x1", "n1", "x2", "n2", "alpha", "z", "p", "lower", "upper",
    "relativeLower", "relativeUpper", "margin", "zAtMargin"), proportions), ",\n",
  table("means", c("n1", "mean1", "variance1", "n2", "mean2", "variance2", "alpha", "t", "df", "p",
    "logP", "lower", "upper", "relativeLower", "relativeUpper", "studentT", "studentLogP",
    "studentLower", "studentUpper", "studentRelativeLower", "studentRelativeUpper"), means), "\n}\n")
