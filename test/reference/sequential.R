# Monitoring: Rscript test/reference/sequential.R (r-cran-mvtnorm, r-cran-rpact; a minute)
# By other routes than src/stats: confidence sequences by integrating the mixture of likelihood ratios and
# by searches, Fieller by search, boundaries and sizes by Miwa's multivariate normal integral (K up to 5)
# and by rpact (K up to 20) instead of the recursion over looks.
library(mvtnorm); suppressMessages(library(rpact)); set.seed(20261124)
digits <- function(x) if (!is.finite(x)) "null" else sprintf("%.17g", x)
list_of <- function(x) paste0("[", paste(sapply(x, digits), collapse = ","), "]")
root <- function(f, lo, hi) uniroot(f, c(lo, hi), tol = 1e-15, maxiter = 5000)$root
record <- function(...) {
  fields <- list(...)
  value <- function(x) if (is.character(x)) sprintf('"%s"', x) else if (length(x) == 1 && is.null(attr(x, "list")))
    digits(x) else list_of(x)
  paste0("{", paste(sprintf('"%s": %s', names(fields), sapply(fields, value)), collapse = ", "), "}")
}
many <- function(x) structure(x, list = TRUE)
section <- function(name, rows) sprintf('"%s": [\n%s\n]', name, paste(rows, collapse = ",\n"))

# ln of the mixture of likelihood ratios exp(theta S - theta^2 N / 2) over theta ~ N(0, rho^2), S = z sqrt(N).
log_mixture <- function(z, N, rho2) {
  peak <- z * sqrt(N) * rho2 / (1 + N * rho2); sd <- sqrt(rho2 / (1 + N * rho2))
  f <- function(t) t * z * sqrt(N) - t^2 * N / 2 + dnorm(t, 0, sqrt(rho2), log = TRUE)
  top <- f(peak)
  top + log(integrate(function(u) exp(f(peak + u * sd) - top) * sd, -12, 12, rel.tol = 1e-13, subdivisions = 1000)$value)
}
log_one_sided <- function(z, N, rho2) {
  r <- 1 + N * rho2; x <- z^2 * (r - 1) / r / 2; log(2) + x + log(-expm1(-x)) - log(r) / 2
}
tuned <- function(a, planned) (-2 * log(a) + log(-2 * log(a) + 1)) / planned
sequence_case <- function() {
  n <- round(exp(runif(2, log(30), log(1e5)))); mean <- c(runif(1, 1, 50), 0)
  v <- (mean[1] * runif(2, .2, 2))^2 / n
  mean[2] <- mean[1] + runif(1, -7, 7) * sqrt(sum(v))
  planned <- round(sum(n) * exp(runif(1, -2, 3))); alpha <- sample(c(.01, .05, .1, .2), 1); level <- alpha / sample(1:4, 1)
  se <- sqrt(sum(v)); z <- (mean[2] - mean[1]) / se; N <- sum(n)
  two <- tuned(alpha, planned); one <- tuned(2 * alpha, planned)
  m2 <- root(function(m) log_mixture(m, N, two) + log(level), 0, 30)
  m1 <- root(function(m) log_one_sided(m, N, one) + log(level), 1e-9, 30)
  # Fieller by search: where treatment - (1 + r) control is critical.
  stat <- function(r) (mean[2] - (1 + r) * mean[1]) / sqrt(v[2] + (1 + r)^2 * v[1])
  r0 <- mean[2] / mean[1] - 1
  proper <- mean[1]^2 > m2^2 * v[1]
  reach <- function(way, m) { far <- 1; while (way * stat(r0 - way * far) < m) far <- far * 2
    root(function(r) way * stat(r) - m, min(r0, r0 - way * far), max(r0, r0 - way * far)) }
  rel <- if (proper) c(reach(1, m2), reach(-1, m2)) else c(NA, NA)
  margin <- abs(rnorm(1)) * 4 * se; share <- min(.9, margin / mean[1])
  zm <- (mean[2] - mean[1] + margin) / se; zs <- stat(-share)
  log_p <- function(z) if (z <= 0) 0 else min(0, -log_one_sided(z, N, one))
  record(n = n, mean = mean, v = v, planned = planned, alpha = alpha, level = level, z = z,
    critical = m2, criticalOneSided = m1, logP = min(0, -log_mixture(z, N, two)),
    logGreater = log_p(z), logLess = log_p(-z), lower = mean[2] - mean[1] - m2 * se, upper = mean[2] - mean[1] + m2 * se,
    relative = many(rel), margin = margin, logMargin = log_p(zm), logBeyond = log_p(-zm),
    bound = mean[2] - mean[1] - m1 * se, share = share, logShare = log_p(zs), logBeyondShare = log_p(-zs),
    shareBound = if (mean[1]^2 > m1^2 * v[1]) reach(1, m1) else NA)
}

# ln of the spent level, by R's own logarithmic tails.
spent_log <- function(kind, t, log_side) if (t >= 1) log_side else if (kind == "pocock")
  log_side + log(log(1 + (exp(1) - 1) * t)) else
  log(2) + pnorm(quantile_log(log_side - log(2)) / sqrt(t), lower.tail = FALSE, log.p = TRUE)
# R 4.2.2's qnorm(log.p = TRUE) is off in far tails, its pnorm is not.
quantile_log <- function(lp) {
  f <- function(z) pnorm(z, lower.tail = FALSE, log.p = TRUE) - lp
  root(f, -5, sqrt(-2 * lp) + 5)
}
log_case <- function() { lp <- -exp(runif(1, log(.01), log(1e6))); c(lp, quantile_log(lp)) }
spend_case <- function() {
  kind <- sample(c("obrien-fleming", "pocock"), 1); t <- runif(1)^2; ll <- log(.5) - exp(runif(1, log(.01), log(2000)))
  record(kind = kind, t = t, logLevel = ll, logSpent = spent_log(kind, t, ll))
}

miwa <- function(lo, hi, t, drift = 0) {
  if (length(t) == 1) return(pnorm(hi - drift * sqrt(t)) - pnorm(lo - drift * sqrt(t)))
  K <- length(t); S <- outer(1:K, 1:K, function(i, j) sqrt(pmin(t[i], t[j]) / pmax(t[i], t[j])))
  # It warns that an infinite bound is taken as 1000.
  suppressWarnings(as.numeric(pmvnorm(lo, hi, mean = drift * sqrt(t), sigma = S, algorithm = Miwa(steps = 4096))))
}
# Past the bound at look k and not out before.
exits <- function(b, t, two, drift = 0, way = 1) sapply(seq_along(t), function(k) {
  low <- if (two) -b else rep(-Inf, length(b)); i <- seq_len(k - 1)
  if (way > 0) miwa(c(low[i], b[k]), c(b[i], Inf), t[1:k], drift) else miwa(c(low[i], -Inf), c(b[i], -b[k]), t[1:k], drift)
})
bounds <- function(kind, t, level, two) {
  side <- if (two) level / 2 else level
  S <- exp(sapply(t, function(x) spent_log(kind, x, log(side)))); inc <- diff(c(0, S)); b <- numeric(0)
  for (k in seq_along(t)) {
    f <- function(x) { low <- if (two) -b else rep(-Inf, k - 1)
      miwa(c(low, x), c(b, Inf), t[1:k]) - inc[k] }
    b[k] <- if (k == 1) qnorm(inc[1], lower.tail = FALSE) else uniroot(f, c(-3, 9), tol = 1e-12)$root
  }
  b
}
boundary_case <- function(i) {
  kind <- c("obrien-fleming", "pocock")[1 + i %% 2]; two <- i %% 4 < 2; K <- 2 + i %% 4
  # Spends below 1e-7 are beyond Miwa's 1e-12 or so.
  t <- sort(runif(K, .25, 1)); if (i %% 3 > 0) t[K] <- 1
  level <- sample(c(.01, .05, .1, .25), 1); b <- bounds(kind, t, level, two)
  record(kind = kind, two = as.numeric(two), t = many(t), level = level, b = many(b))
}
# The probability of stopping by the same recursion over looks as ours, but Simpson's rule on 1601 points.
simpson_rejected <- function(b, K, two, n = 1601) {
  weights <- c(1, rep(c(4, 2), length.out = n - 2), 1) / 3
  grid <- function(k) seq(if (two) -min(b[k], 9) else -9, min(b[k], 9), length.out = n)
  x <- grid(1); m <- weights * (x[2] - x[1]) * dnorm(x); total <- pnorm(-b[1]) * (1 + two)
  for (k in 2:K) {
    from <- x * sqrt(k - 1); total <- total + sum(m * pnorm(b[k] * sqrt(k) - from, lower.tail = FALSE)) * (1 + two)
    x <- grid(k); m <- weights * (x[2] - x[1]) * sqrt(k) * as.vector(outer(x * sqrt(k), from, function(a, b) dnorm(a - b)) %*% m)
  }
  total
}
rpact_case <- function(kind, K, alpha, two) {
  d <- getDesignGroupSequential(kMax = K, alpha = alpha, beta = .2, sided = if (two) 2 else 1, twoSidedPower = FALSE,
    typeOfDesign = if (kind == "pocock") "asP" else "asOF", informationRates = (1:K) / K, tolerance = 1e-10)
  # Early bounds that rpact has as infinite come out as null: it gives up on spends below 1e-16 or so.
  ch <- getDesignCharacteristics(d)
  record(kind = kind, two = as.numeric(two), K = K, level = alpha, b = many(d$criticalValues), rejected = simpson_rejected(d$criticalValues, K, two),
    inflation = ch$inflationFactor,
    expectedEffect = ch$averageSampleNumber1 / ch$inflationFactor, expectedNull = ch$averageSampleNumber0 / ch$inflationFactor)
}
size_of <- function(b, t, alpha, two, power) {
  fixed <- qnorm(1 - if (two) alpha / 2 else alpha) + qnorm(power)
  drift <- uniroot(function(d) sum(exits(b, t, two, d)) - power, c(fixed * .9, 2 * fixed), tol = 1e-12)$root
  stops <- lapply(c(0, drift), function(d) exits(b, t, two, d) + if (two) exits(b, t, two, d, -1) else 0)
  list(drift = drift, inflation = (drift / fixed)^2, expected = sapply(stops, function(s) sum(s * t) + 1 - sum(s)),
    null = cumsum(stops[[1]]), effect = cumsum(stops[[2]]))
}
size_case <- function(i) {
  kind <- c("obrien-fleming", "pocock")[1 + i %% 2]; two <- i %% 4 < 2; K <- 2 + i %% 3
  t <- c(sort(runif(K - 1, .25, .95)), 1); alpha <- sample(c(.01, .05, .1), 1); power <- sample(c(.8, .9), 1)
  b <- bounds(kind, t, alpha, two); s <- size_of(b, t, alpha, two, power)
  record(kind = kind, two = as.numeric(two), t = many(t), alpha = alpha, power = power, drift = s$drift, b = many(b),
    inflation = s$inflation, expected = s$expected, null = many(s$null), effect = many(s$effect))
}
repeated_case <- function(i) {
  kind <- c("obrien-fleming", "pocock")[1 + i %% 2]; two <- i %% 4 < 2; t <- sort(runif(2 + i %% 2, .3, 1)); z <- runif(1, 2.2, 3.4)
  level <- exp(uniroot(function(l) tail(bounds(kind, t, exp(l), two), 1) - z, log(c(2e-4, .6)), tol = 1e-11)$root)
  record(kind = kind, two = as.numeric(two), t = many(t), z = z, repeated = level)
}
# Pocock's and O'Brien and Fleming's designs, whose bounds are a constant times 1 or 1 / sqrt(t).
classical_case <- function(kind, K, power) {
  t <- (1:K) / K; shape <- if (kind == "pocock") rep(1, K) else 1 / sqrt(t)
  f <- function(c) 1 - miwa(-c * shape, c * shape, t) - .05
  b <- uniroot(f, c(1.5, 3.5), tol = 1e-12)$root * shape; s <- size_of(b, t, .05, TRUE, power)
  record(t = many(t), power = power, b = many(b), inflation = s$inflation, expected = s$expected)
}
# A sequence at its planned size, whatever that is: 777 here.
planned_case <- function(alpha, power, two) {
  rho2 <- tuned(if (two) alpha else 2 * alpha, 777)
  m <- if (two) root(function(m) log_mixture(m, 777, rho2) + log(alpha), 0, 30) else
    root(function(m) log_one_sided(m, 777, rho2) + log(alpha), 1e-9, 30)
  fixed <- qnorm(1 - if (two) alpha / 2 else alpha) + qnorm(power)
  record(two = as.numeric(two), alpha = alpha, power = power, inflation = ((m + qnorm(power)) / fixed)^2)
}
logs <- t(replicate(60, log_case()))
sections <- c(
  section("sequences", replicate(60, sequence_case())),
  section("logQuantiles", apply(logs, 1, list_of)),
  section("spending", replicate(60, spend_case())),
  section("boundaries", sapply(1:32, boundary_case)),
  section("rpact", c(rpact_case("obrien-fleming", 5, .05, TRUE), rpact_case("pocock", 5, .05, TRUE),
    rpact_case("obrien-fleming", 10, .025, FALSE), rpact_case("pocock", 10, .1, TRUE),
    rpact_case("obrien-fleming", 20, .05, TRUE), rpact_case("pocock", 20, .05, FALSE))),
  section("sizes", sapply(1:16, size_case)),
  section("classical", c(classical_case("obrien-fleming", 5, .8), classical_case("pocock", 4, .8),
    classical_case("pocock", 3, .9), classical_case("obrien-fleming", 4, .9))),
  section("planned", c(planned_case(.05, .8, TRUE), planned_case(.05, .8, FALSE), planned_case(.01, .9, TRUE),
    planned_case(.2, .5, FALSE))),
  section("repeated", sapply(1:8, repeated_case)))
cat(sprintf('{"computedBy": "%s, mvtnorm %s, rpact %s",\n%s}\n', R.version.string, packageVersion("mvtnorm"),
  packageVersion("rpact"), paste(sections, collapse = ",\n")), file = "test/reference/sequential.json")
