# Slopes of effects over days: Rscript test/reference/effect-slope.R > test/reference/effect-slope.json
# By other routes than the code's: days by matrices of weighted least squares with a sandwich, whose degrees of freedom
# come from the variance of that variance; units that return by one regression of all rows, treatment x day, with an
# error clustered by unit, held against Welch's test of the units' own slopes.
digits <- function(x) trimws(formatC(x, digits = 17, format = "g"))
array_of <- function(x) paste0("[", paste(digits(x), collapse = ", "), "]")
rows_of <- function(m) paste0("[", paste(apply(m, 1, array_of), collapse = ", "), "]")
ends <- function(b, v, df, level = 0.05) b + c(-1, 1) * qt(1 - level / 2, df) * sqrt(v)

# Columns: day, n, mean and variance of the control, and of the treatment.
days_case <- function(m) {
  t <- m[, 1] - min(m[, 1]); n <- m[, 2]; k <- m[, 5]
  X <- cbind(1, t); W <- diag(n * k / (n + k)); e <- m[, 6] - m[, 3]
  A <- solve(t(X) %*% W %*% X) %*% t(X) %*% W
  own <- cbind(m[, 4] / n, m[, 7] / k); V <- A %*% diag(rowSums(own)) %*% t(A)
  b <- c(A %*% e)[2]; v <- V[2, 2]; c2 <- A[2, ]^2
  # The variance of each day's estimated variance is 2 s^4 / (n - 1), over n squared.
  spread <- sum(2 * (c2 * own[, 1])^2 / (n - 1)) + sum(2 * (c2 * own[, 2])^2 / (k - 1))
  df <- 2 * v^2 / spread
  p <- 2 * pt(-abs(b) / sqrt(v), df)
  i <- ends(b, v, df)
  sprintf('{"days": %s, "slope": %s, "statistic": %s, "df": %s, "p": %s, "lower": %s, "upper": %s}',
    rows_of(m), digits(b), digits(b / sqrt(v)), digits(df), digits(p), digits(i[1]), digits(i[2]))
}

# Matrices of units by days, one of each arm.
panel_case <- function(a, b) {
  long <- function(x, arm, from) data.frame(x = c(t(x)), day = rep(seq_len(ncol(x)) - 1, nrow(x)),
    treat = arm, unit = from + rep(seq_len(nrow(x)), each = ncol(x)))
  d <- rbind(long(a, 0, 0), long(b, 1, nrow(a)))
  fit <- lm(x ~ treat * day, d); X <- model.matrix(fit); bread <- solve(t(X) %*% X)
  u <- rowsum(X * residuals(fit), d$unit)
  arm <- c(rep(nrow(a), nrow(a)), rep(nrow(b), nrow(b)))
  V <- bread %*% t(u) %*% diag(arm / (arm - 1)) %*% u %*% bread
  slope <- unname(coef(fit)["treat:day"]); v <- V[4, 4]
  own <- function(x) apply(x, 1, function(y) coef(lm(y ~ seq_along(y)))[2])
  w <- t.test(own(b), own(a)); df <- unname(w$parameter)
  stopifnot(abs(slope / sqrt(v) / unname(w$statistic) - 1) < 1e-9)
  p <- 2 * pt(-abs(slope) / sqrt(v), df); i <- ends(slope, v, df)
  sprintf('{"control": %s, "treatment": %s, "slope": %s, "statistic": %s, "df": %s, "p": %s, "lower": %s, "upper": %s}',
    rows_of(a), rows_of(b), digits(slope), digits(slope / sqrt(v)), digits(df), digits(p), digits(i[1]), digits(i[2]))
}

set.seed(20261127)
days <- function(k, rate) {
  n <- rpois(k, 300) + 2; m <- rpois(k, 120) + 2
  x <- rbinom(k, n, rate) / n; y <- rbinom(k, m, rate * (1 + seq_len(k) / k)) / m
  cbind(20000 + seq_len(k), n, x, x * (1 - x) * n / (n - 1), m, y, y * (1 - y) * m / (m - 1))
}
gapped <- days(9, 0.1)[c(1, 2, 5, 9), ]
amounts <- cbind(c(3, 4, 5, 8, 20), c(2, 40, 7, 900, 3), c(5, 4, 9, 3, 2), c(1, 30, 2, 400, 9), c(5, 3, 60, 2, 700),
  c(4, 8, 1, 2, 6), c(2, 9, 0, 5, 300))
panel <- function(n, k, fade) {
  level <- rnorm(n, 10, 4)
  t(sapply(level, function(l) round(l + fade * (seq_len(k) - 1) + rnorm(k), 3)))
}
visits <- function(n, k, mean) matrix(rpois(n * k, mean), n)
days_cases <- list(days(14, 0.05), days(3, 0.3), gapped, amounts)
panels <- list(list(panel(12, 7, 0), panel(9, 7, -0.4)), list(visits(6, 5, 2), visits(20, 5, 3)),
  list(panel(3, 3, 1), panel(4, 3, 1)))
cat('{\n"days": [\n', paste(sapply(days_cases, days_case), collapse = ",\n"), '\n],\n"panels": [\n',
  paste(sapply(panels, function(p) panel_case(p[[1]], p[[2]])), collapse = ",\n"), '\n]\n}\n', sep = "")
