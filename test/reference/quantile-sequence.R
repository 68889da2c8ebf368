# Sequences of quantiles: Rscript test/reference/quantile-sequence.R > test/reference/quantile-sequence.json
# R 4.2.2, base only, a minute. By going through every point that could be the control's quantile, between and
# beyond all values, where the program searches; bounds by trying every effect that two values have.
set.seed(20261126)
digits <- function(x) if (is.null(x) || is.na(x)) "null" else sprintf("%.17g", x)
list_of <- function(x) paste0("[", paste(sapply(x, digits), collapse = ","), "]")

mixture <- function(k, n, p, r) {
  a <- r * p; b <- r * (1 - p)
  lbeta(a + k, b + n - k) + pbeta(p, a + k, b + n - k, lower.tail = FALSE, log.p = TRUE) -
    lbeta(a, b) - pbeta(p, a, b, lower.tail = FALSE, log.p = TRUE) - k * log(p) - (n - k) * log(1 - p)
}
# ln of the evidence that quantile(high) > moved(quantile(low))
evidence <- function(low, high, p, r, moved) {
  points <- sort(unique(low)); points <- c(points, Inf)
  min(sapply(points, function(x) {
    mixture(sum(low < x), length(low), p, r) + mixture(length(high) - sum(high <= moved(x) + 1e-9), length(high), 1 - p, r)
  }))
}
lowest <- function(candidates, level, log_p) {
  candidates <- sort(unique(candidates))
  rejected <- sapply(candidates, function(d) exp(min(0, log_p(d))) < level)
  # Just below a candidate what is so at the one before it still holds.
  i <- which(!rejected)[1]
  if (is.na(i)) NA else candidates[i]
}
case <- function(i) {
  p <- sample(c(.5, .8, .9), 1); n <- sample(8:40, 2, TRUE)
  draw <- function(n, m) { x <- rlnorm(n, 1, .7) * m; if (i %% 3 == 0) round(x) + 1 else round(x, 3) }
  c <- draw(n[1], 1); t <- draw(n[2], sample(c(1, 2, 4), 1))
  planned <- sample(c(40, 100, 400), 1); alpha <- .05
  e <- -2 * log(2 * alpha); r <- planned / 2 / (e + log1p(e)) # one-sided
  up <- function(d) -evidence(c, t, p, r, function(x) x + d)
  down <- function(d) -evidence(t, c, p, r, function(x) x + d)
  share <- function(s) -evidence(c, t, p, r, function(x) x * (1 + s))
  effects <- as.vector(outer(t, c, `-`)); shares <- as.vector(outer(t, c, `/`)) - 1
  level <- .2
  # Beyond every effect nothing is rejected, so that a rejection at the very lowest means no bound.
  bounded <- function(side, all) if (exp(min(0, side(min(all) - 1e6))) < level) lowest(all, level, side) else NA
  sprintf('{"c": %s, "t": %s, "at": %g, "planned": %d, "up": %s, "down": %s, "upAt": %s, "share": %s, "lower": %s, "upper": %s, "lowerShare": %s}',
    list_of(c), list_of(t), p, planned, digits(up(0)), digits(down(0)), digits(up(-2)), digits(share(.1)),
    digits(bounded(up, effects)), digits({ l <- bounded(down, -effects); if (is.na(l)) NA else -l }),
    digits(if (exp(min(0, share(-.999999))) < level) lowest(shares, level, share) else NA))
}
cat("[\n", paste(sapply(1:60, case), collapse = ",\n"), "\n]\n", sep = "")
