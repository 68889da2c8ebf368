# What is known of an effect after a test by what earlier tests tell, and what a rule makes of effects that are drawn from
# that: Rscript test/reference/learned.R > test/reference/learned.json (base R 4.2.2, a minute). Posteriors of a normal
# prior by precisions, their losses and all of a t prior by integrate over the effect, where ours sums normal parts over
# its variance; intervals by uniroot on that. Rules over every outcome of two binomials, and of means by integrate.
options(warn = -1)
dprior <- function(x, p) if (is.infinite(p$df)) dnorm(x, p$mean, p$scale) else dt((x - p$mean) / p$scale, p$df) / p$scale
qprior <- function(q, p) p$mean + p$scale * (if (is.infinite(p$df)) qnorm(q) else qt(q, p$df))
num <- function(x) ifelse(is.infinite(x), '"Infinity"', sprintf("%.15g", x))
rows <- c()

posterior <- function(x, se, p, confidence) {
  cuts <- sort(unique(c(0, p$mean + p$scale * seq(-5, 5, by = 0.5), x + se * seq(-15, 15, by = 0.5), min(p$mean, x) - 15 * se - 5 * p$scale, max(p$mean, x) + 15 * se + 5 * p$scale)))
  f <- function(t) dnorm(x, t, se) * dprior(t, p) / dnorm(0) * se
  over <- function(g, a = -Inf, b = Inf) {
    k <- sort(unique(c(cuts[cuts > a & cuts < b], if (is.finite(a)) a, if (is.finite(b)) b)))
    if (length(k) < 2) return(0)
    sum(sapply(seq_len(length(k) - 1), function(i) integrate(g, k[i], k[i + 1], rel.tol = 1e-12, abs.tol = 0, stop.on.error = FALSE)$value))
  }
  z <- over(f)
  part <- function(g, a, b) over(function(t) g(t) * f(t), a, b) / z
  if (is.infinite(p$df)) {
    w <- 1 / p$scale^2 + 1 / se^2; mu <- (p$mean / p$scale^2 + x / se^2) / w; sd <- sqrt(1 / w)
    ends <- qnorm(c((1 - confidence) / 2, (1 + confidence) / 2), mu, sd); better <- pnorm(0, mu, sd, lower.tail = FALSE)
  } else {
    mu <- part(identity, -Inf, Inf); sd <- sqrt(part(function(t) (t - mu)^2, -Inf, Inf))
    ends <- sapply(c((1 - confidence) / 2, (1 + confidence) / 2), function(q) uniroot(function(e) over(f, -Inf, e) / z - q, range(cuts), tol = 1e-13)$root)
    better <- over(f, 0, Inf) / z
  }
  list(mean = mu, sd = sd, lower = ends[1], upper = ends[2], better = better,
    above = part(identity, 0, Inf), below = -part(identity, -Inf, 0), ratioAbove = part(expm1, 0, Inf), ratioBelow = -part(expm1, -Inf, 0))
}
told <- function(kind, figures) {
  figures <- figures[!sapply(figures, is.null)]
  value <- sapply(figures, function(x) if (is.character(x)) sprintf('"%s"', x) else num(x))
  rows <<- c(rows, sprintf('{"kind": "%s", %s}', kind, paste(sprintf('"%s": %s', names(figures), value), collapse = ", ")))
}

for (df in c(Inf, 30, 3, 1.5)) for (x in c(-0.2, -0.01, 0.014, 0.05, 0.5)) for (se in c(0.001, 0.02, 0.2)) {
  p <- list(mean = 0.014, scale = 0.0153, df = df)
  told("posterior", c(list(estimate = x, se = se, priorMean = p$mean, scale = p$scale, df = df), posterior(x, se, p, 0.95)))
}

# Whole analyses of rates: successes of units in either arm, by a prior on one of the scales.
analysis <- function(a, n, b, m, effect, direction, p) {
  c0 <- a / n; t0 <- b / m; vc <- c0 * (1 - c0) / n; vt <- t0 * (1 - t0) / m; s <- if (direction == "increase") 1 else -1
  e <- switch(effect, relative = c(log(t0 / c0), sqrt(vc / c0^2 + vt / t0^2)), lift = c(t0 / c0 - 1, sqrt(vt / c0^2 + t0^2 * vc / c0^4)), absolute = c(t0 - c0, sqrt(vc + vt)))
  q <- posterior(s * e[1], e[2], p, 0.95)
  change <- function(y) if (effect == "relative") exp(s * y) - 1 else s * y
  ends <- sort(change(c(q$lower, q$upper)))
  unit <- if (effect == "absolute") 1 else c0
  # Of logarithms turned round the loss is 1 − exp(−θ): by integrate once more, of −θ.
  o <- if (effect == "relative" && s < 0) { r <- posterior(e[1], e[2], list(mean = -p$mean, scale = p$scale, df = p$df), 0.95); c(r$ratioBelow, r$ratioAbove) } else if (effect == "relative") c(q$ratioAbove, q$ratioBelow) else c(q$above, q$below)
  told("analysis", list(controlSuccesses = a, controlUnits = n, treatmentSuccesses = b, treatmentUnits = m, effect = effect, direction = direction,
    priorMean = p$mean, scale = p$scale, df = p$df, better = q$better, estimate = change(q$mean), lower = ends[1], upper = ends[2], lossControl = unit * o[1], lossTreatment = unit * o[2]))
}
for (direction in c("increase", "decrease")) for (df in c(Inf, 3)) {
  analysis(602, 12040, 718, 11960, "relative", direction, list(mean = 0.014, scale = 0.05, df = df))
  analysis(602, 12040, 718, 11960, "lift", direction, list(mean = 0.014, scale = 0.05, df = df))
  analysis(602, 12040, 598, 11960, "absolute", direction, list(mean = 0.001, scale = 0.003, df = df))
}

# A test of two rates at its end, two-sided at 5 % by the pooled z: over effects of equal probability and all outcomes.
rates <- function(c0, n, effect, direction, p, points = 4000) {
  s <- if (direction == "increase") 1 else -1; sums <- c(0, 0, 0, 0); near <- function(r) { d <- 9 * sqrt(n * r * (1 - r)) + 9; max(0, floor(n * r - d)):min(n, ceiling(n * r + d)) }
  A <- near(c0); pa <- dbinom(A, n, c0)
  for (i in seq_len(points)) {
    x <- qprior((i - 0.5) / points, p)
    t0 <- min(1, max(0, c0 + switch(effect, relative = c0 * (exp(s * x) - 1), lift = c0 * s * x, absolute = s * x)))
    B <- near(t0); pb <- dbinom(B, n, t0)
    d <- outer(A, B, function(a, b) s * (b - a) / n); pool <- outer(A, B, "+") / (2 * n); z <- d / sqrt(pool * (1 - pool) * 2 / n)
    w <- outer(pa, pb) * (z > qnorm(0.975)); ship <- sum(w); true <- s * (t0 - c0)
    sums <- sums + c(ship, ship * (true > 0), ship * true, sum(w * d)) / points
  }
  told("rates", list(rate = c0, units = n, effect = effect, direction = direction, priorMean = p$mean, scale = p$scale, df = p$df, ships = sums[1], better = sums[2] / sums[1], true = sums[3], measured = sums[4]))
}
rates(0.1, 2000, "relative", "increase", list(mean = 0.01, scale = 0.15, df = Inf))
rates(0.1, 2000, "lift", "decrease", list(mean = 0.01, scale = 0.1, df = 3))
rates(0.3, 1500, "absolute", "increase", list(mean = -0.01, scale = 0.03, df = Inf))

# The same of means with many units, whose t is a z: what is shipped, by integrate over the effect.
means <- function(level, sd, n, effect, p) {
  se <- sd * sqrt(2 / n); k <- qnorm(0.975); unit <- if (effect == "lift") level else 1
  over <- function(g, a = p$mean - 400 * p$scale, b = p$mean + 400 * p$scale) { cuts <- sort(unique(c(a, b, Filter(function(x) x > a && x < b, c(0, p$mean + p$scale * seq(-8, 8, by = 0.5), seq(-12, 12, by = 1) * se / unit)))))
    sum(sapply(seq_len(length(cuts) - 1), function(i) integrate(function(x) g(x) * dprior(x, p), cuts[i], cuts[i + 1], rel.tol = 1e-11)$value)) }
  ship <- function(x) pnorm(unit * x / se - k); ships <- over(ship)
  told("means", list(level = level, sd = sd, units = n, effect = effect, priorMean = p$mean, scale = p$scale, df = p$df, ships = ships, better = over(ship, 0) / ships,
    true = over(function(x) unit * x * ship(x)), measured = over(function(x) unit * x * ship(x) + se * dnorm(k - unit * x / se))))
}
means(25, 40, 20000, "lift", list(mean = 0.005, scale = 0.015, df = Inf))
means(25, 40, 20000, "absolute", list(mean = 0, scale = 0.3, df = 3))
cat("[\n", paste("  ", rows, collapse = ",\n"), "\n]\n", sep = "")
