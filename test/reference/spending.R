# Boundaries of group-sequential tests by power-family and Hwang-Shih-DeCani spending, each look by a search on
# mvtnorm's pmvnorm: Rscript test/reference/spending.R > test/reference/spending.json (R 4.2.2, mvtnorm 1.1).
# One side is followed, as the other side's crossings before count only for two-sided tests, which "sides" has.
library(mvtnorm)
spends <- list(`power-1` = function(t) t, `power-1.5` = function(t) t^1.5, `power-2` = function(t) t^2,
               `power-3` = function(t) t^3, `hwang-shih-decani` = function(t) (1 - exp(4 * t)) / (1 - exp(4)))
for (rho in c(0.5, 1.25, 2.5, 4, 7)) local({ r <- rho; spends[[paste0("power-", r)]] <<- function(t) t^r })
for (gamma in c(-12, -8, -2, 0, 1, 3, 8)) local({
  g <- gamma
  spends[[paste0("hwang-shih-decani:", g)]] <<- if (g == 0) identity else function(t) (1 - exp(-g * t)) / (1 - exp(-g))
})
bounds <- function(spend, t, level, two) {
  side <- if (two) level / 2 else level
  b <- c()
  for (k in seq_along(t)) {
    corr <- outer(1:k, 1:k, function(i, j) sqrt(pmin(t[i], t[j]) / pmax(t[i], t[j])))
    want <- side * (spend(t[k]) - if (k == 1) 0 else spend(t[k - 1]))
    cross <- function(x) {
      if (k == 1) return(pnorm(x, lower.tail = FALSE) - want)
      lower <- c(if (two) -b else rep(-Inf, k - 1), x); upper <- c(b, Inf)
      set.seed(1)
      p <- pmvnorm(lower, upper, corr = corr, algorithm = if (k <= 3) Miwa(steps = 4096) else GenzBretz(2e7, 1e-10))
      as.numeric(p) - want
    }
    b <- c(b, uniroot(cross, c(0, 8), tol = 1e-11)$root)
  }
  b
}
rows <- c()
for (name in names(spends)) for (two in c(FALSE, TRUE)) for (t in list(c(1, 2, 3) / 3, c(0.2, 0.7, 1))) {
  b <- bounds(spends[[name]], t, if (two) 0.05 else 0.025, two)
  rows <- c(rows, sprintf('{"spending": "%s", "alternative": "%s", "level": %s, "fractions": [%s], "boundaries": [%s]}',
    name, if (two) "two-sided" else "greater", if (two) "0.05" else "0.025",
    paste(sprintf("%.17g", t), collapse = ", "), paste(sprintf("%.12g", b), collapse = ", ")))
}
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
