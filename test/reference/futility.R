# Group-sequential tests with non-binding bounds of futility by beta spending, as rpact 3.3 has them, each bound held
# against mvtnorm: Rscript test/reference/futility.R > test/reference/futility.json (R 4.2.2, rpact 3.3.4, mvtnorm 1.1).
# One-sided at 2.5 %; a two-sided test at 5 % has the same bounds as far as the other side is never met.
suppressMessages({library(rpact); library(mvtnorm)})
spend <- list(OF = function(t, b) 2 - 2 * pnorm(qnorm(1 - b / 2) / sqrt(t)), P = function(t, b) b * log(1 + (exp(1) - 1) * t),
  KD = function(t, b, g) b * t^g, HSD = function(t, b, g) if (g == 0) b * t else b * (1 - exp(-g * t)) / (1 - exp(-g)))
name <- function(type, g) switch(type, OF = '"obrien-fleming"', P = '"pocock"', KD = sprintf('"power-%s"', g), HSD = sprintf('"hwang-shih-decani:%s"', g))
settings <- list(
  list("OF", NA, "OF", NA, (1:5) / 5, 0.8), list("OF", NA, "P", NA, (1:4) / 4, 0.9), list("P", NA, "OF", NA, (1:3) / 3, 0.8),
  list("P", NA, "P", NA, (1:5) / 5, 0.8), list("OF", NA, "HSD", -2, (1:3) / 3, 0.9), list("HSD", -4, "HSD", -2, (1:3) / 3, 0.9),
  list("HSD", -8, "HSD", 1, c(0.3, 0.5, 1), 0.8), list("KD", 2.5, "KD", 1.25, (1:4) / 4, 0.85), list("KD", 0.5, "KD", 3, c(0.2, 0.7, 1), 0.8),
  list("KD", 6, "OF", NA, (1:2) / 2, 0.95), list("HSD", 3, "KD", 4.5, (1:5) / 5, 0.7), list("OF", NA, "HSD", -4, (1:10) / 10, 0.8),
  list("OF", NA, "KD", 2, c(0.25, 0.4, 0.8, 1), 0.8), list("HSD", -1.5, "OF", NA, (1:6) / 6, 0.9))
rows <- c()
for (s in settings) {
  t <- s[[5]]; K <- length(t); beta <- 1 - s[[6]]
  args <- list(typeOfDesign = paste0("as", s[[1]]), alpha = 0.025, beta = beta, sided = 1, informationRates = t,
               typeBetaSpending = paste0("bs", s[[3]]), bindingFutility = FALSE, tolerance = 1e-10)
  if (!is.na(s[[2]])) args$gammaA <- s[[2]]
  if (!is.na(s[[4]])) args$gammaB <- s[[4]]
  d <- do.call(getDesignGroupSequential, args); c <- getDesignCharacteristics(d)
  u <- d$criticalValues; l <- d$futilityBounds; drift <- sqrt(c$shift)
  for (k in 1:(K - 1)) {
    corr <- outer(1:k, 1:k, function(i, j) sqrt(pmin(t[i], t[j]) / pmax(t[i], t[j])))
    set.seed(1)
    lost <- if (k == 1) pnorm(l[1], drift * sqrt(t[1])) else pmvnorm(c(l[1:(k - 1)], -Inf), c(u[1:(k - 1)], l[k]), mean = drift * sqrt(t[1:k]), corr = corr,
                    algorithm = GenzBretz(5e6, 1e-8))
    want <- function(t) if (is.na(s[[4]])) spend[[s[[3]]]](t, beta) else spend[[s[[3]]]](t, beta, s[[4]])
    part <- want(t[k]) - if (k == 1) 0 else want(t[k - 1])
    if (abs(lost - part) > 2e-6) stop(sprintf("%s: look %d loses %.9f, not %.9f", paste(s[1:4], collapse = " "), k, lost, part))
  }
  list_of <- function(x) paste(sprintf("%.12g", x), collapse = ", ")
  rows <- c(rows, sprintf('{"spending": %s, "futility": %s, "fractions": [%s], "power": %s, "boundaries": [%s], "bounds": [%s], "inflation": %.12g, "drift": %.12g, "expected": {"null": %.12g, "effect": %.12g}, "futile": [%s]}',
    name(s[[1]], s[[2]]), name(s[[3]], s[[4]]), paste(sprintf("%.17g", t), collapse = ", "), s[[6]], list_of(u), list_of(l),
    c$inflationFactor, drift, c$averageSampleNumber0 / c$inflationFactor, c$averageSampleNumber1 / c$inflationFactor,
    list_of(cumsum(c$futilityProbabilities))))
}
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
