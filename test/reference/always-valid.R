# Sequences of rates and of few units: Rscript test/reference/always-valid.R (base R; seconds)
# By other routes than src/stats: restricted likelihoods by maximizing sums of dbinom, intervals by searches on
# them, the mixture of likelihood ratios by integration, tails of t matched to the normal ones by searches on
# pt and pnorm.
set.seed(20261126)
digits <- function(x) if (!is.finite(x)) "null" else sprintf("%.17g", x)
record <- function(...) {
  fields <- list(...)
  value <- function(x) if (length(x) == 1) digits(x) else paste0("[", paste(sapply(x, digits), collapse = ","), "]")
  paste0("{", paste(sprintf('"%s": %s', names(fields), sapply(fields, value)), collapse = ", "), "}")
}
section <- function(name, rows) sprintf('"%s": [\n%s\n]', name, paste(rows, collapse = ",\n"))
root <- function(f, lo, hi) uniroot(f, c(lo, hi), tol = 1e-15, maxiter = 5000)$root

# ln of the mixture of exp(theta S - theta^2 N / 2) over theta ~ N(0, rho^2); one-sided over twice the half of
# it, less what the closed form gives away: 2 (exp(x) - 1) in place of 2 exp(x) Phi(sqrt(2 x)).
log_mixture <- function(z, N, rho2) {
  sd <- sqrt(rho2 / (1 + N * rho2)); peak <- z * sqrt(N) * sd^2
  f <- function(t) t * z * sqrt(N) - t^2 * N / 2 + dnorm(t, 0, sqrt(rho2), log = TRUE)
  top <- f(peak)
  top + log(integrate(function(u) exp(f(peak + u * sd) - top) * sd, -12, 12, rel.tol = 1e-13, subdivisions = 1000)$value)
}
log_one <- function(z, N, rho2) if (z <= 0) -Inf else {
  # log(1 - exp(-x)) + the two-sided mixture, doubled.
  x <- z^2 * N * rho2 / (1 + N * rho2) / 2; log(2) + log_mixture(z, N, rho2) + log(-expm1(-x))
}
tuned <- function(a, planned) (-2 * log(a) + log(-2 * log(a) + 1)) / planned
critical <- function(log_e, level) root(function(m) log_e(m) + log(level), 1e-9, 200)

log_lik <- function(x, n, p) dbinom(x[1], n[1], p[1], log = TRUE) + dbinom(x[2], n[2], p[2], log = TRUE)
# The most likely pair on a line of pairs, by search; ends are tried too, since a maximum may lie there.
restricted <- function(x, n, pair, lo, hi) {
  f <- function(u) log_lik(x, n, pair(u))
  mid <- optimize(f, c(lo, hi), maximum = TRUE, tol = 1e-13 * (hi - lo))
  # The maximum is sharp where events are few: search again around what was found.
  w <- max(mid$maximum - lo, 1e-12) * .05
  near <- optimize(f, c(max(lo, mid$maximum - w), min(hi, mid$maximum + w)), maximum = TRUE, tol = 1e-15)
  max(f(lo), f(hi), mid$objective, near$objective, na.rm = TRUE)
}
signed <- function(x, n, best, direction) {
  free <- log_lik(x, n, x / n); sign(direction) * sqrt(2 * max(0, free - best))
}
root_difference <- function(x, n, d) signed(x, n, restricted(x, n, function(u) c(u, min(1, max(0, u + d))),
  max(0, -d), min(1, 1 - d)), x[2] / n[2] - x[1] / n[1] - d)
root_ratio <- function(x, n, phi) signed(x, n, restricted(x, n, function(u) c(u, min(1, phi * u)), 0, min(1, 1 / phi)),
  x[2] / n[2] - phi * x[1] / n[1])

rate_case <- function(i) {
  n_all <- round(exp(runif(1, log(60), log(2e4)))); share <- sample(c(.5, .9, .1, .99, .02), 1)
  n <- pmax(2, round(n_all * c(1 - share, share))); base <- sample(c(1 / n_all * 8, .02, .3, .6), 1)
  x <- rbinom(2, n, pmin(.95, base * c(1, exp(rnorm(1, 0, .8)))))
  if (i %% 6 == 0) x[2] <- 0
  if (i %% 6 == 1) x[1] <- 0
  if (sum(x) == 0) x[which.max(n)] <- 3
  planned <- round(sum(n) * exp(runif(1, -1, 2))); alpha <- sample(c(.01, .05, .2), 1); level <- alpha / sample(1:3, 1)
  N <- sum(n); two <- function(z) log_mixture(z, N, tuned(alpha, planned))
  one <- function(z) log_one(z, N, tuned(2 * alpha, planned))
  m2 <- critical(two, level); m1 <- critical(one, level)
  e <- x[2] / n[2] - x[1] / n[1]; phi <- (x[2] / n[2]) / (x[1] / n[1])
  diff_at <- function(m) if (root_difference(x, n, sign(e - m) * (1 - 1e-9)) == 0) NA else
    root(function(d) root_difference(x, n, d) - m, if (m < 0) e else -1 + 1e-12, if (m < 0) 1 - 1e-12 else e)
  far <- function(m) { up <- max(phi, .1) * 2; while (root_ratio(x, n, up) > m) up <- up * 2; up }
  ratio_at <- function(m) if (x[1] == 0) NA else if (m < 0) root(function(f) root_ratio(x, n, f) - m, max(phi, 1e-9), far(m)) - 1 else
    if (x[2] == 0) -1 else root(function(f) root_ratio(x, n, f) - m, phi * 1e-8, phi) - 1
  margin <- runif(1) * .1; gap <- runif(1, .05, .9); p <- function(le) min(0, -le)
  record(x = x, n = n, planned = planned, alpha = alpha, level = level, root = root_difference(x, n, 0),
    logP = p(two(root_difference(x, n, 0))), logGreater = p(one(root_difference(x, n, 0))),
    logLess = p(one(-root_difference(x, n, 0))), effect = c(diff_at(m2), diff_at(-m2)), relative = c(ratio_at(m2), ratio_at(-m2)),
    margin = margin, logMargin = p(one(root_difference(x, n, -margin))), logBeyond = p(one(-root_difference(x, n, -margin))),
    bound = diff_at(m1), share = gap, logShare = p(one(root_ratio(x, n, 1 - gap))), shareBound = ratio_at(m1))
}

student_case <- function() {
  df <- exp(runif(1, log(.8), log(200))); z <- runif(1, .2, 8)
  record(df = df, z = z, t = exp(root(function(l) pt(exp(l), df, lower.tail = FALSE, log.p = TRUE) -
    pnorm(z, lower.tail = FALSE, log.p = TRUE), log(z) - 1, 60)))
}
mean_case <- function() {
  n <- sample(2:40, 2); m <- c(10, 10 + rnorm(1) * 3); s <- runif(2, .5, 3)
  v <- s^2 / n; df <- min(sum(v)^2 / sum(v^2 / (n - 1)), 2 * (min(n) - 1)); planned <- sum(n) * 2; alpha <- .05
  t <- (m[2] - m[1]) / sqrt(sum(v))
  lp <- pt(abs(t), df, lower.tail = FALSE, log.p = TRUE)
  z <- sign(t) * root(function(z) pnorm(z, lower.tail = FALSE, log.p = TRUE) - lp, 0, 60)
  le <- function(z) log_mixture(z, sum(n), tuned(alpha, planned)); zc <- critical(le, alpha)
  tc <- exp(root(function(l) pt(exp(l), df, lower.tail = FALSE, log.p = TRUE) - pnorm(zc, lower.tail = FALSE, log.p = TRUE), log(zc) - 1, 60))
  record(n = n, mean = m, sd = s, planned = planned, alpha = alpha, df = df, logP = min(0, -le(z)), critical = tc)
}
# The figure of guardrail.test.ts: 50 and 160 of 5,000 at half the plan, that the treatment is worse by more
# than .5 points, one-sided at .05.
message(sprintf("guardrail %.12g", exp(-log_one(root_difference(c(50, 160), c(5000, 5000), .005), 1e4, tuned(.1, 2e4)))))
cat(sprintf('{"computedBy": "%s",\n%s,\n%s,\n%s}\n', R.version.string, section("rates", sapply(1:60, rate_case)),
  section("student", replicate(40, student_case())), section("means", replicate(30, mean_case()))),
  file = "test/reference/always-valid.json")
