# What pilots say and how noisy that is: Rscript test/reference/pilot.R > test/reference/pilot.json (R 4.2.2).
# By other routes than src: residuals by lm, the delta method unit by unit, influences by differentiating weighted
# statistics numerically where ours has them in closed form.
set.seed(20261127)
digits <- function(x) if (is.na(x)) "null" else sprintf("%.17g", x)
list_of <- function(x) paste0("[", paste(sapply(x, digits), collapse = ","), "]")
object <- function(...) {
  fields <- list(...)
  values <- sapply(fields, function(x) if (is.character(x)) sprintf('"%s"', x) else if (is.list(x)) list_of(unlist(x)) else digits(x))
  paste0("{", paste(sprintf('"%s": %s', names(fields), values), collapse = ", "), "}")
}
# ln of the residual variance, and of that over the squared level, of weighted units.
logs <- function(w, y, d, X) {
  level <- sum(w * y) / sum(w * d); e <- (y - level * d) / sum(w * d)
  rest <- if (is.null(X)) e else resid(lm(e ~ X, weights = w))
  spread <- sum(w * rest^2)
  c(log(spread), log(spread / level^2))
}
case <- function(i) {
  kind <- c("mean", "ratio", "covariates", "covariate")[i %% 4 + 1]; n <- sample(c(8, 20, 60), 1)
  d <- if (kind == "ratio") rpois(n, 3) + 1 else rep(1, n)
  X <- if (kind == "covariates") cbind(rexp(n), rnorm(n)) else if (kind == "covariate") cbind(rexp(n)) else NULL
  y <- round(rexp(n, 1 / 20) * d + (if (is.null(X)) 0 else 6 * X[, 1]), 3)
  if (!is.null(X)) X <- round(X, 3)
  level <- sum(y) / sum(d); e <- (y - level * d) / mean(d)
  rest <- if (is.null(X)) e - mean(e) else resid(lm(y ~ X))
  k <- if (is.null(X)) 0 else ncol(X)
  w <- rep(1 / n, n); h <- 1e-5
  influence <- sapply(1:n, function(j) {
    at <- function(eps) { v <- w * (1 - eps); v[j] <- v[j] + eps; logs(v, y, d, X) }
    (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h)
  })
  centre <- mean(rest, trim = 1 / (2 * sqrt(n - 4)))
  spread <- mean(rest^2)
  trimmed <- sum((rest - centre)^4 - rest^4) / (n * spread)^2
  noise <- rowSums(influence^2) / (n * (n - 1)) + trimmed
  z <- qnorm(.975); small <- n / (n - z)
  ends <- small * exp(c(-1, 1) * z * small * sqrt(noise[1]))
  sd <- sqrt(sum(e^2) / (n - 1)); left <- sqrt(sum(rest^2) / (n - 1 - k))
  object(kind = kind, y = list(y), d = list(d), x = list(if (k > 0) X[, 1] else numeric(0)), z = list(if (k > 1) X[, 2] else numeric(0)),
    level = level, sd = sd, left = left, explained = if (k > 0) 1 - (left / sd)^2 else NA,
    adjustedR2 = if (k > 0) summary(lm(y ~ X))$adj.r.squared else NA,
    absolute = noise[1], relative = noise[2], lower = ends[1], upper = ends[2])
}
cat("[\n", paste(sapply(1:24, case), collapse = ",\n"), "\n]\n", sep = "")
