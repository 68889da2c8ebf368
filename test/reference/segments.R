# Ratios, covariates, strata, trends, margins, ranks on a grid: Rscript test/reference/segments.R
# By other routes than src/stats: from raw units and regressions rather than from moments, with R's own
# tests where it has one, the Farrington–Manning rates by their cubic, bounds and sizes by uniroot.
set.seed(20261123)
digits <- function(x) if (is.na(x)) "null" else sprintf("%.17g", x)
root <- function(f, lo, hi) uniroot(f, c(lo, hi), tol = 1e-15, maxiter = 2000)$root
array_of <- function(x) paste0("[", paste(sapply(x, digits), collapse = ","), "]")
table <- function(name, columns, rows) {
  stopifnot(ncol(rows) == length(columns))
  sprintf('"%s": {"columns": [%s], "rows": [\n%s\n]}', name,
    paste(sprintf('"%s"', columns), collapse = ", "), paste(apply(rows, 1, array_of), collapse = ",\n"))
}
moments <- function(...) { m <- cbind(...); v <- cov(m); c(nrow(m), colMeans(m), v[lower.tri(v, TRUE)]) }
moment_names <- function(k, suffix) paste0(c("n", paste0("mean", 1:k),
  outer(1:k, 1:k, function(i, j) paste0("v", i, j))[lower.tri(diag(k), TRUE)]), suffix)
arms <- function(k) c(moment_names(k, "c"), moment_names(k, "t"))

# A ratio with a covariate, unit by unit; the influence of a unit on the ratio is its derivative.
ratio_case <- function() {
  arm <- function(n, lift) {
    x <- rgamma(n, 2); d <- rpois(n, 1 + x) + 1; list(x = x, d = d, y = rpois(n, .3 * lift * d) + .1 * x)
  }
  n <- round(exp(runif(2, log(20), log(3000)))); a <- arm(n[1], 1); b <- arm(n[2], runif(1, .8, 1.3))
  alpha <- sample(c(.2, .1, .05, .01), 1); z <- qnorm(1 - alpha / 2)
  influence <- function(s) { r <- sum(s$y) / sum(s$d); (s$y - r * s$d) / mean(s$d) }
  la <- influence(a); lb <- influence(b); ra <- sum(a$y) / sum(a$d); rb <- sum(b$y) / sum(b$d)
  se2 <- c(sum(la^2) / (n[1] - 1) / n[1], sum(lb^2) / (n[2] - 1) / n[2])
  # Fieller by search: the relative difference at which the statistic of rb - (1 + r) ra is critical.
  stat <- function(r) (rb - (1 + r) * ra) / sqrt(se2[2] + (1 + r)^2 * se2[1])
  ends <- if (ra^2 <= z^2 * se2[1]) c(NA, NA) else
    c(root(function(r) stat(r) - z, -60, rb / ra - 1), root(function(r) stat(r) + z, rb / ra - 1, 60))
  # The covariate: within-arm regression of the influences on it.
  L <- c(la, lb); x <- c(a$x, b$x); g <- rep(0:1, n)
  theta <- coef(lm(L ~ g + x))[["x"]]; adj <- c(ra + la, rb + lb) - theta * (x - mean(x))
  ea <- mean(adj[g == 1]) - mean(adj[g == 0])
  va <- var(adj[g == 0]) / n[1] + var(adj[g == 1]) / n[2]
  c(moments(a$y, a$d, a$x), moments(b$y, b$d, b$x), alpha, (rb - ra) / sqrt(sum(se2)),
    2 * pnorm(-abs(rb - ra) / sqrt(sum(se2))), rb - ra - z * sqrt(sum(se2)), rb - ra + z * sqrt(sum(se2)),
    ends, theta, ea, ea / sqrt(va), 1 - va / sum(se2))
}
cuped_case <- function() {
  n <- round(exp(runif(2, log(6), log(2000)))); x <- rlnorm(sum(n), runif(1, 0, 5)); g <- rep(0:1, n)
  y <- runif(1, -1, 2) * x + rnorm(sum(n), runif(1, -100, 100), sd(x) * runif(1, .2, 3)) + g * runif(1, 0, sd(x))
  fit <- lm(y ~ g + x); adj <- y - coef(fit)[["x"]] * (x - mean(x))
  t <- t.test(adj[g == 1], adj[g == 0]); raw <- t.test(y[g == 1], y[g == 0])
  # The effect is the coefficient of g in the regression: no moments, no theta.
  c(moments(y[g == 0], x[g == 0]), moments(y[g == 1], x[g == 1]), coef(fit)[["x"]], coef(fit)[["g"]],
    t$statistic, t$parameter, t$p.value, t$conf.int, 1 - (t$stderr / raw$stderr)^2,
    t.test(x[g == 1], x[g == 0])$p.value)
}
# Strata in long rows: 5 strata, of which the last ones may be empty (n = 0).
strata_case <- function() {
  k <- sample(1:5, 1); n <- matrix(0, 5, 2); x <- n
  n[1:k, ] <- round(exp(runif(2 * k, log(8), log(2000))))
  base <- runif(k, .05, .6); lift <- runif(1, .7, 1.4)
  x[1:k, 1] <- rbinom(k, n[1:k, 1], base); x[1:k, 2] <- rbinom(k, n[1:k, 2], pmin(.95, base * lift))
  # Every cell positive, so that log odds and variances are finite.
  if (any(x[1:k, ] == 0) || any(x[1:k, ] == n[1:k, ])) return(strata_case())
  conf <- sample(c(.8, .9, .95, .99), 1)
  tables <- array(NA, c(2, 2, k)); for (i in 1:k) tables[, , i] <- rbind(c(x[i, 2], n[i, 2] - x[i, 2]), c(x[i, 1], n[i, 1] - x[i, 1]))
  if (k == 1) { # mantelhaen.test wants two strata; an all-success stratum adds nothing
    tables <- array(c(tables, c(5, 5, 0, 0)), c(2, 2, 2)) }
  mh <- mantelhaen.test(tables, correct = FALSE, conf.level = conf)
  s <- 1:k; p <- x[s, , drop = FALSE] / n[s, , drop = FALSE]; N <- rowSums(n[s, , drop = FALSE])
  w <- n[s, 1] * n[s, 2] / N; d <- p[, 2] - p[, 1]; v <- rowSums(p * (1 - p) / n[s, , drop = FALSE])
  rd <- coef(lm(d ~ 1, weights = w))[[1]]; gr <- sum(w^2 * v) / sum(w)^2
  # Sato's variance as metafor writes it: ai, ci successes of treatment, control.
  ai <- x[s, 2]; ci <- x[s, 1]; n1 <- n[s, 2]; n2 <- n[s, 1]
  sato <- (rd * sum(ci * (n1 / N)^2 - ai * (n2 / N)^2 + n1 / N * (n2 / N) * (n2 - n1) / 2) +
    sum(ai * (n2 - ci) / N + ci * (n1 - ai) / N) / 2) / sum(n1 * n2 / N)^2
  fit <- lm(d ~ 1, weights = 1 / v); q <- sum(1 / v * resid(fit)^2)
  logor <- log(ai) + log(n2 - ci) - log(ci) - log(n1 - ai)
  vlog <- 1 / ai + 1 / (n1 - ai) + 1 / ci + 1 / (n2 - ci)
  qlog <- deviance(lm(logor ~ 1, weights = 1 / vlog))
  c(x[, 1], n[, 1], x[, 2], n[, 2], 1 - conf, k, mh$statistic, mh$p.value, mh$estimate, mh$conf.int, rd, gr,
    sato, coef(fit)[[1]], 1 / sum(1 / v), q, qlog, if (k > 1) pchisq(q, k - 1, lower.tail = FALSE) else NA)
}
# Trends of four arms.
trend_case <- function() {
  score <- sort(round(runif(4, 0, 9), 1)) + sample(c(0, 2000), 1)
  if (length(unique(score)) < 4) return(trend_case())
  n <- round(exp(runif(4, log(20), log(5000)))); x <- rbinom(4, n, plogis(-1.5 + .03 * (score - score[1])))
  ca <- prop.trend.test(x, n, score); fit <- lm(x / n ~ score, weights = n)
  v <- runif(4, .1, 40); m <- 10 + .1 * (score - score[1]) + rnorm(4) * sqrt(v / n)
  # The slope as a row of the hat matrix of a regression of the means, with its variance propagated.
  X <- cbind(1, score - score[1]); h <- (solve(crossprod(X)) %*% t(X))[2, ]
  e <- h^2 * v / n; df <- sum(e)^2 / sum(e^2 / (n - 1)); t <- sum(h * m) / sqrt(sum(e))
  c(score, n, x, m, v, ca$statistic, ca$p.value, coef(fit)[[2]], sum(h * m), t, df, 2 * pt(-abs(t), df))
}
fm <- function(p1, n1, p2, n2, d) { # restricted rates by the cubic; group 2 treatment
  theta <- n1 / n2
  a <- 1 + theta; b <- -(1 + theta + p2 + theta * p1 + d * (theta + 2))
  cc <- d^2 + d * (2 * p2 + theta + 1) + p2 + theta * p1; dd <- -p2 * d * (1 + d)
  v <- b^3 / (27 * a^3) - b * cc / (6 * a^2) + dd / (2 * a)
  u <- sign(v) * sqrt(max(0, b^2 / (9 * a^2) - cc / (3 * a)))
  w <- (pi + acos(max(-1, min(1, if (u == 0) 0 else v / u^3)))) / 3
  r2 <- min(1, max(0, 2 * u * cos(w) - b / (3 * a))); r1 <- min(1, max(0, r2 - d))
  list(z = (p2 - p1 - d) / sqrt(r1 * (1 - r1) / n1 + r2 * (1 - r2) / n2),
    sd = sqrt(r1 * (1 - r1) * n2 / n1 + r2 * (1 - r2)))
}
margin_case <- function() {
  n <- round(exp(runif(2, log(30), log(3e4)))); p <- runif(1, .05, .9); x <- rbinom(2, n, p)
  if (any(x == 0 | x == n)) return(margin_case())
  m <- runif(1, .005, .15); alpha <- sample(c(.1, .05, .025, .01), 1); q <- qnorm(1 - alpha)
  z <- function(d) fm(x[1] / n[1], n[1], x[2] / n[2], n[2], d)$z; d <- x[2] / n[2] - x[1] / n[1]
  k <- round(exp(runif(2, log(3), log(800)))); y1 <- rnorm(k[1], 50, runif(1, 1, 20)); y2 <- rnorm(k[2], 50, runif(1, 1, 20))
  M <- runif(1, .1, 8); low <- t.test(y2, y1, mu = -M, alternative = "greater", conf.level = 1 - alpha)
  high <- t.test(y2, y1, mu = M, alternative = "less", conf.level = 1 - alpha)
  c(x[1], n[1], x[2], n[2], m, alpha, z(-m), pnorm(z(-m), lower.tail = FALSE), z(m), pnorm(z(m)),
    root(function(t) z(t) - q, max(-.999, d - 1), d - 1e-9), root(function(t) z(t) + q, d + 1e-9, min(.999, d + 1)),
    moments(y1), moments(y2), M, low$statistic, low$parameter, low$p.value, low$conf.int[1],
    high$statistic, high$p.value, high$conf.int[2])
}
tost_power <- function(d, sd, m, n1, n2, alpha) {
  se <- sd * sqrt(1 / n1 + 1 / n2); df <- n1 + n2 - 2; q <- qt(1 - alpha, df)
  # Over the observed standard deviation ÷ the true one, piece by piece around its own spread.
  f <- function(u) 2 * df * u * dchisq(df * u^2, df) *
    pmax(0, pnorm((m - d) / se - q * u) - pnorm(q * u - (m + d) / se))
  end <- m / se / q; sdu <- 1 / sqrt(2 * df)
  cuts <- sort(unique(pmin(end, pmax(0, c(0, 1 + sdu * seq(-9, 9, 1.5), 1 + 40 * sdu, end)))))
  sum(sapply(seq_along(cuts)[-1], function(i)
    integrate(f, cuts[i - 1], cuts[i], rel.tol = 1e-11, abs.tol = 1e-15, stop.on.error = FALSE)$value))
}
size_case <- function() {
  p1 <- runif(1, .05, .9); m <- runif(1, .01, .09); p2 <- min(.97, max(.01, p1 + runif(1, -.4, .4) * m)); r <- sample(c(1, 1, 2, .5), 1)
  alpha <- sample(c(.05, .025, .01), 1); power <- sample(c(.7, .8, .9), 1); z <- qnorm(1 - alpha)
  s0 <- function(d) fm(p1, 1 / r, p2, 1, d)$sd; s1 <- sqrt(r * p1 * (1 - p1) + p2 * (1 - p2))
  size <- function(f) root(function(k) f(exp(k)) - power, 0, 18)
  up <- function(n) pnorm(((p2 - p1 + m) * sqrt(n) - z * s0(-m)) / s1)
  down <- function(n) pnorm(((p1 - p2 + m) * sqrt(n) - z * s0(m)) / s1)
  both <- function(n) up(n) + down(n) - 1
  M <- runif(1, .05, 2); d <- runif(1, -.4, .4) * M; sd <- runif(1, .5, 2)
  # The normal guess brackets the search for the exact size.
  tost <- function(n) tost_power(d, sd, M, n / r, n, alpha)
  t_power <- function(n) { df <- n + n / r - 2
    pt(qt(1 - alpha, df), df, (d + M) / sd / sqrt((1 + r) / n), lower.tail = FALSE) }
  guess <- (1 + r) * ((qnorm(1 - alpha) + qnorm(1 - (1 - power) / 2)) * sd / (M - abs(d)))^2
  tn <- exp(root(function(k) tost(exp(k)) - power, log(max(3.2 * r / (1 + r), guess / 3)), log(guess * 2 + 20)))
  tp <- exp(root(function(k) t_power(exp(k)) - power, log(2.4 * r / (1 + r)), log(guess * 2 + 20)))
  n0 <- c(sample(3:40, 1), sample(3:40, 1))
  c(p1, p2, m, r, alpha, power, exp(size(up)), exp(size(down)), exp(size(both)), d, sd, M, tp, tn, n0,
    tost_power(d, sd, M, n0[1], n0[2], alpha))
}
rank_case <- function(i) {
  n <- round(exp(runif(2, log(3), log(if (i %% 3 == 0) 90 else 40)))); tied <- i %% 2 == 0
  draw <- function(k, shift) if (tied) rpois(k, 2 + shift) else round(rnorm(k, shift), 6)
  x <- draw(n[1], 0); y <- draw(n[2], runif(1, 0, 2)); alpha <- sample(c(.2, .05, .01), 1)
  exact <- all(n < 50) && !anyDuplicated(c(x, y))
  w <- function(a) suppressWarnings(wilcox.test(y, x, alternative = a, exact = exact, correct = FALSE))
  # Brunner–Munzel by ranks, as R's lawstat has it.
  r <- rank(c(x, y)); r1 <- r[1:n[1]]; r2 <- r[-(1:n[1])]; p <- (mean(r2) - (n[2] + 1) / 2) / n[1]
  v1 <- var(r1 - rank(x)); v2 <- var(r2 - rank(y)); a <- n * c(v1, v2); df <- sum(a)^2 / sum(a^2 / (n - 1))
  reach <- qt(1 - alpha / 2, df) * sqrt(v1 / n[1] / n[2]^2 + v2 / n[2] / n[1]^2)
  ends <- if (v1 + v2 > 0) c(max(0, p - reach), min(1, p + reach)) else c(NA, NA)
  sprintf('{"control": %s, "treatment": %s, "alpha": %s, "exact": %s, "u": %s, "p": %s, "greater": %s, "less": %s, "superiority": %s, "lower": %s, "upper": %s}',
    array_of(x), array_of(y), alpha, tolower(exact), digits(w("t")$statistic), digits(w("t")$p.value),
    digits(w("g")$p.value), digits(w("l")$p.value), digits(p), digits(ends[1]), digits(ends[2]))
}
# Quantiles by all pairs of places, each of binomial mass; a place outside the sample counts for both tails.
quantile_case <- function(i) {
  n <- round(exp(runif(2, log(8), log(150)))); q <- sample(c(.1, .25, .5, .5, .9), 1)
  draw <- function(k, s) if (i %% 2) rpois(k, 6 * s) + 1 else round(rlnorm(k, s / 2), 3)
  x <- draw(n[1], 1); y <- draw(n[2], runif(1, .8, 2)); alpha <- sample(c(.3, .1, .05), 1)
  w <- outer(dbinom(1:n[1], n[1] + 1, q), dbinom(1:n[2], n[2] + 1, q))
  ends <- function(d) {
    out <- c((1 - q)^(n[2] + 1), q^(n[1] + 1), q^(n[2] + 1), (1 - q)^(n[1] + 1))
    low <- out[1] + out[2] - out[1] * out[2]; high <- out[3] + out[4] - out[3] * out[4]
    o <- order(d); up <- low + cumsum(w[o]); down <- high + rev(cumsum(rev(w[o])))
    # Equal differences stand or fall together.
    d <- d[o]; v <- unique(d); up <- up[length(d) + 1 - match(v, rev(d))]; down <- down[match(v, d)]
    c(if (low >= alpha / 2) NA else v[which(up >= alpha / 2)[1]],
      if (high >= alpha / 2) NA else v[rev(which(down >= alpha / 2))[1]],
      low + sum(w[outer(x0, y0, function(a, b) b - a) <= 0]), high + sum(w[outer(x0, y0, function(a, b) b - a) >= 0]))
  }
  x0 <- sort(x); y0 <- sort(y)
  d <- ends(outer(x0, y0, function(a, b) b - a)); r <- ends(outer(x0, y0, function(a, b) (b - a) / a))
  sprintf('{"control": %s, "treatment": %s, "at": %s, "alpha": %s, "quantiles": %s, "effect": %s, "relative": %s, "greater": %s, "less": %s}',
    array_of(x), array_of(y), q, alpha, array_of(c(quantile(x, q, type = 6), quantile(y, q, type = 6))),
    array_of(d[1:2]), array_of(r[1:2]), digits(min(1, d[3])), digits(min(1, d[4])))
}
write_all <- function(k, f) t(replicate(k, f()))
cat(sep = "", file = "test/reference/segments.json", "{\n",
  sprintf('"computedBy": "%s, stats",\n', R.version.string),
  table("ratios", c(arms(3), "alpha", "z", "p", "lower", "upper", "relativeLower", "relativeUpper", "theta",
    "adjustedEffect", "adjustedZ", "reduction"), write_all(30, ratio_case)), ",\n",
  table("covariates", c(arms(2), "theta", "effect", "t", "df", "p", "lower", "upper", "reduction", "balanceP"),
    write_all(30, cuped_case)), ",\n",
  table("strata", c(paste0("x", 1:5), paste0("n", 1:5), paste0("y", 1:5), paste0("m", 1:5), "alpha", "k",
    "chiSquare", "p", "oddsRatio", "oddsLower", "oddsUpper", "difference", "greenlandRobins", "sato", "pooled",
    "pooledVariance", "q", "qLogOdds", "qP"), write_all(40, strata_case)), ",\n",
  table("trends", c(outer(1:4, c("score", "n", "x", "mean", "v"), function(i, s) paste0(s, i)), "chiSquare", "p",
    "slope", "meanSlope", "t", "df", "meanP"), write_all(40, trend_case)), ",\n",
  table("margins", c("x1", "n1", "x2", "n2", "margin", "alpha", "zLow", "pLow", "zHigh", "pHigh", "boundLow", "boundHigh",
    arms(1), "meanMargin", "tLow", "df", "tpLow", "meanLow", "tHigh", "tpHigh", "meanHigh"), write_all(40, margin_case)), ",\n",
  table("sizes", c("control", "treatment", "margin", "allocation", "alpha", "power", "up", "down", "both", "effect", "sd",
    "meanMargin", "t", "tost", "n1", "n2", "tostPower"), write_all(30, size_case)), ",\n",
  '"ranks": [\n', paste(sapply(1:24, rank_case), collapse = ",\n"), "\n],\n",
  '"quantiles": [\n', paste(sapply(1:24, quantile_case), collapse = ",\n"), "\n]\n}\n")
