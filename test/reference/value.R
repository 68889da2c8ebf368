# What decisions are worth over a prior of the effect: Rscript test/reference/value.R > test/reference/value.json
# (R 4.2.2, mvtnorm 1.1). Rules of one look by integrate over the prior, in pieces; sample information by the posterior
# mean at each estimate, integrated over the estimates, where ours looks for the best threshold; tests of several looks
# by Miwa's integral at each effect, where ours goes by the recursion over looks; and by simulation, with its error.
suppressMessages(library(mvtnorm)); options(warn = -1)
dprior <- function(x, p) if (is.infinite(p$df)) dnorm(x, p$mean, p$scale) else dt((x - p$mean) / p$scale, p$df) / p$scale
pieces <- function(f, cuts) sum(sapply(seq_len(length(cuts) - 1), function(i) integrate(f, cuts[i], cuts[i + 1], rel.tol = 1e-11, subdivisions = 2000)$value))
# Heavy tails: by u = 1/x beyond the last cut.
over <- function(f, p, se) {
  far <- abs(p$mean) + 50 * max(p$scale, se); cuts <- sort(unique(c(p$mean + p$scale * c(-40, -9, -3, -1, 0, 1, 3, 9, 40), se * c(-40, -12, -6, -3, -1, 0, 1, 3, 6, 12, 40), -far, far)))
  inside <- pieces(f, cuts)
  if (is.infinite(p$df)) return(inside)
  tail <- function(sign) integrate(function(u) f(sign / u) / u^2, 0, 1 / far, rel.tol = 1e-10)$value
  inside + tail(1) + tail(-1)
}
rows <- c()
num <- function(x) ifelse(is.infinite(x), '"Infinity"', sprintf("%.15g", x))
for (df in c(Inf, 3, 10)) for (m in c(-0.002, 0, 0.004)) for (se in c(0.002, 0.008, 0.03)) {
  p <- list(mean = m, scale = 0.01, df = df)
  perfect <- over(function(x) pmax(0, x) * dprior(x, p), p, se) - max(0, m)
  rule <- sapply(c(1.2815515655446004, 1.959963984540054), function(c) over(function(x) x * pnorm(x / se - c) * dprior(x, p), p, se))
  # Σ over estimates of what the better decision earns there: ∫ max(0, ∫ x φ((y − x)/se)/se π(x) dx) dy.
  earns <- function(y) sapply(y, function(one) max(0, pieces(function(x) x * dnorm(one, x, se) * dprior(x, p), sort(unique(c(one + se * c(-12, -4, 0, 4, 12), if (df < Inf) NULL else p$mean + p$scale * c(-9, 0, 9)))))))
  s <- if (is.infinite(df)) sqrt(p$scale^2 + se^2) else max(p$scale, se)
  zero <- uniroot(function(y) pieces(function(x) x * dnorm(y, x, se) * dprior(x, p), sort(unique(c(y + se * c(-12, -4, 0, 4, 12), if (df < Inf) NULL else p$mean + p$scale * c(-9, 0, 9))))), c(-60, 60) * s * 0.5, tol = 1e-14)$root
  above <- if (is.infinite(df)) integrate(earns, zero, zero + 12 * s, rel.tol = 1e-9)$value else
    integrate(earns, zero, zero + 6 * s, rel.tol = 1e-8)$value + integrate(earns, zero + 6 * s, zero + 40 * s, rel.tol = 1e-7)$value +
    integrate(function(u) earns(1 / u) / u^2, 1e-7, 1 / (zero + 40 * s), rel.tol = 1e-6)$value
  rows <- c(rows, sprintf('{"kind": "once", "mean": %s, "scale": 0.01, "df": %s, "se": %s, "perfect": %s, "sample": %s, "oneSided": %s, "twoSided": %s}',
    num(m), num(df), num(se), num(perfect), num(above - max(0, m)), num(rule[1]), num(rule[2])))
}
# Tests of several looks: gain, units and chance of shipping, by a fine rule over effects.
tested <- function(p, b, t, se, n, H, treated, discount) {
  K <- length(t); corr <- outer(1:K, 1:K, function(i, j) sqrt(pmin(t[i], t[j]) / pmax(t[i], t[j])))
  D <- function(u) if (discount == 0) u else (1 - exp(-discount * u)) / discount
  cross <- function(k, drift, sign) { mu <- sign * drift * sqrt(t[1:k]); if (k == 1) return(pnorm(mu[1] - b[1]))
    as.numeric(pmvnorm(c(-b[1:(k - 1)], b[k]), c(b[1:(k - 1)], Inf), mean = mu, corr = corr[1:k, 1:k], algorithm = Miwa(steps = 512))) }
  at <- function(x) { d <- x / se; up <- sapply(1:K, cross, drift = d, sign = 1); down <- sapply(1:K, cross, drift = d, sign = -1)
    stop <- up + down; stop[K] <- 1 - sum(stop[-K]); inTest <- sum(stop * D(t * n))
    c(x * (treated * inTest + sum(up * (D(H) - D(t * n)))), sum(stop * t) * n, sum(up)) }
  # Simpson on 1200 steps over ± 8 scales: of a smooth integrand that is right to 1e-9.
  x <- p$mean + p$scale * seq(-8, 8, length.out = 1201); w <- c(1, rep(c(4, 2), 599), 4, 1) / 3 * (x[2] - x[1]) * dprior(x, p)
  rowSums(sapply(seq_along(x), function(i) w[i] * at(x[i])))
}
looked <- list(
  list(t = c(0.5, 1), b = c(2.962588042727567, 1.968595640593656), se = 0.008, n = 20000, H = 200000, discount = 0),
  list(t = (1:3) / 3, b = c(3.710303, 2.511407, 1.993048), se = 0.006, n = 30000, H = 400000, discount = 1e-6),
  list(t = (1:3) / 3, b = c(3.2, 3.08, 3.035), se = 0.004, n = 50000, H = 300000, discount = 0))
for (s in looked) {
  p <- list(mean = 0.001, scale = 0.01, df = Inf)
  v <- tested(p, s$b, s$t, s$se, s$n, s$H, 0.5, s$discount)
  set.seed(15); N <- 2e6; x <- rnorm(N, p$mean, p$scale); K <- length(s$t); S <- 0; before <- 0; open <- rep(TRUE, N); frac <- rep(1, N); ship <- rep(FALSE, N)
  for (k in 1:K) { S <- S + x / s$se * (s$t[k] - before) + sqrt(s$t[k] - before) * rnorm(N); before <- s$t[k]; z <- S / sqrt(s$t[k])
    hit <- open & abs(z) > s$b[k]; frac[hit] <- s$t[k]; ship[hit & z > 0] <- TRUE; open <- open & !hit }
  D <- function(u) if (s$discount == 0) u else (1 - exp(-s$discount * u)) / s$discount
  g <- x * (0.5 * D(frac * s$n) + ship * (D(s$H) - D(frac * s$n)))
  rows <- c(rows, sprintf('{"kind": "looks", "mean": 0.001, "scale": 0.01, "fractions": [%s], "boundaries": [%s], "se": %s, "units": %s, "horizon": %s, "discount": %s, "gain": %s, "expectedUnits": %s, "shipped": %s, "simulated": {"gain": %s, "error": %s}}',
    paste(num(s$t), collapse = ", "), paste(num(s$b), collapse = ", "), num(s$se), num(s$n), num(s$H), num(s$discount), num(v[1]), num(v[2]), num(v[3]), num(mean(g)), num(sd(g) / sqrt(N))))
}
# Test & Roll: the size per arm by searching the expected profit, from two arms with normal means.
profit <- function(n, N, s, sigma) (N - 2 * n) * integrate(function(d) d * pnorm(d / (s * sqrt(2 / n))) * dnorm(d, 0, sqrt(2) * sigma), -12 * sqrt(2) * sigma, 12 * sqrt(2) * sigma, rel.tol = 1e-13, subdivisions = 5000)$value
for (q in list(c(100000, sqrt(0.68 * 0.32), 0.03), c(10000, 0.3, 0.02), c(500, 1, 0.5))) {
  best <- optimize(profit, c(1, q[1] / 2), N = q[1], s = q[2], sigma = q[3], maximum = TRUE, tol = 1e-7)$maximum
  rows <- c(rows, sprintf('{"kind": "roll", "horizon": %s, "sd": %s, "priorSd": %s, "units": %s}', num(q[1]), num(q[2]), num(q[3]), num(best)))
}
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
