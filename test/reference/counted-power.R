# The power of the test that counts ask for, by brute force: every table of two arms, its exact unconditional p-value
# (ordered by the pooled z; the largest probability over a fine grid of rates within the Berger-Boos interval, what that
# leaves out added; two-sided twice the smaller side) where the score test is rough, else the pooled z's; and the sum of
# the chances of the tables that reject on the side of the effect. Unlike the code it walks no boundary, leaves no table
# out and shares no function with it. Rscript test/reference/counted-power.R > test/reference/counted-power.json
miss <- 1e-9
cp <- function(x, n, l = miss / 2) c(
  if (x == 0) 0 else qbeta(l / 2, x, n - x + 1),
  if (x == n) 1 else qbeta(l / 2, x + 1, n - x, lower.tail = FALSE))

is_rough <- function(x, nx, y, ny) {
  p <- (x + y) / (nx + ny)
  if (p == 0 || p == 1) return(TRUE)
  v <- p * (1 - p) * (1 / nx + 1 / ny)
  skew <- p * (1 - p) * (1 - 2 * p) * (1 / ny^2 - 1 / nx^2) / v^1.5
  z <- 1.959963984540054
  error <- abs(skew) * (z^2 - 1) * dnorm(z) / pnorm(-z) / 6
  min(nx, ny) * min(p, 1 - p) < 10 || error > 0.085
}

power_of <- function(pc, pt, nc, nt, alpha, alternative) {
  t <- expand.grid(x = 0:nc, y = 0:nt)
  pooled <- (t$x + t$y) / (nc + nt)
  t$z <- ifelse(pooled == 0 | pooled == 1, 0,
    (t$y / nt - t$x / nc) / sqrt(pooled * (1 - pooled) * (1 / nc + 1 / nt)))
  sign <- if (pt > pc) 1 else -1
  o <- order(-sign * t$z)
  t <- t[o, ]
  # All tables at least as far, those that tie with it among them.
  s <- sign * t$z
  last <- findInterval(-(s - 1e-7 * pmax(1, abs(s))), -s)
  ranges_c <- t(sapply(0:nc, cp, n = nc)); ranges_t <- t(sapply(0:nt, cp, n = nt))
  low <- pmax(ranges_c[t$x + 1, 1], ranges_t[t$y + 1, 1])
  high <- pmin(ranges_c[t$x + 1, 2], ranges_t[t$y + 1, 2])
  grid <- (sin(seq(0, pi / 2, length.out = 4001)))^2
  p <- rep(0, nrow(t))
  for (g in grid) {
    beyond <- cumsum(dbinom(t$x, nc, g) * dbinom(t$y, nt, g))[last]
    inside <- g >= low & g <= high
    p[inside] <- pmax(p[inside], beyond[inside])
  }
  p <- pmin(1, p + miss)
  rough <- mapply(is_rough, t$x, nc, t$y, nt)
  p <- ifelse(rough, p, pnorm(-s))
  sides <- if (alternative == "two-sided") 2 else 1
  rejects <- s > 0 & sides * p < alpha
  sum((dbinom(t$x, nc, pc) * dbinom(t$y, nt, pt))[rejects])
}

settings <- list(
  list(0.02, 0.3, 40, 40, 0.05, "two-sided"),
  list(0.02, 0.3, 180, 20, 0.05, "two-sided"),
  list(0.3, 0.02, 180, 20, 0.05, "two-sided"),
  list(0.05, 0.2, 20, 180, 0.05, "two-sided"),
  list(0.05, 0.15, 90, 60, 0.1, "greater"),
  list(0.2, 0.05, 90, 60, 0.01, "less"),
  list(0.9, 0.98, 60, 120, 0.05, "two-sided"),
  list(0.15, 0.3, 110, 110, 0.05, "two-sided"))
rows <- sapply(settings, function(s) sprintf(
  '{"control": %g, "treatment": %g, "controlUnits": %d, "treatmentUnits": %d, "alpha": %g, "alternative": "%s", "power": %.8f}',
  s[[1]], s[[2]], s[[3]], s[[4]], s[[5]], s[[6]], do.call(power_of, s)))
cat("[\n  ", paste(rows, collapse = ",\n  "), "\n]\n", sep = "")
