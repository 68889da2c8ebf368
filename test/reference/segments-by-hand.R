# Figures for tables of counts, segments and covariates: Rscript test/reference/segments-by-hand.R
# By other routes than the code's: chisq.test, mantelhaen.test, weighted regressions, raw units.
digits <- function(x) ifelse(is.na(x), "null", trimws(formatC(x, digits = 17, format = "g")))
array_of <- function(x) paste0("[", paste(digits(x), collapse = ", "), "]")
rows_of <- function(m) paste0("[", paste(apply(m, 1, array_of), collapse = ", "), "]")

table_case <- function(m) {
  full <- m[rowSums(m) > 0, colSums(m) > 0, drop = FALSE]
  t <- suppressWarnings(chisq.test(full, correct = FALSE))
  sprintf('{"table": %s, "statistic": %s, "df": %d, "p": %s}', rows_of(m), digits(t$statistic), t$parameter, digits(t$p.value))
}
tables <- list(
  matrix(c(10, 20, 30, 40), 2), matrix(c(5, 145, 30, 120), 2, byrow = TRUE),
  matrix(c(1000, 500, 300, 1010, 490, 310, 990, 505, 295), 3, byrow = TRUE),
  matrix(c(10, 0, 20, 12, 0, 30), 2, byrow = TRUE), matrix(c(10, 20, 0, 0, 12, 30), 3, byrow = TRUE),
  matrix(c(0, 0, 0, 7, 0, 9, 8, 0, 3), 3, byrow = TRUE), matrix(c(100000, 1, 100000, 25), 2, byrow = TRUE))

# Columns: x, n of the control, y, m of the treatment.
rate_case <- function(s) {
  x <- s[, 1]; n <- s[, 2]; y <- s[, 3]; m <- s[, 4]
  d <- y / m - x / n
  v <- x / n * (1 - x / n) / n + y / m * (1 - y / m) / m
  fit <- lm(d ~ 1, weights = 1 / v)
  q <- sum(weights(fit) * resid(fit)^2)
  a <- array(0, c(2, 2, nrow(s)))
  for (i in seq_len(nrow(s))) a[, , i] <- rbind(c(y[i], m[i] - y[i]), c(x[i], n[i] - x[i]))
  share <- prop.table(n * m / (n + m))
  sprintf('{"segments": %s, "q": %s, "qP": %s, "average": %s, "se": %s, "p": %s}', rows_of(s), digits(q),
    digits(pchisq(q, nrow(s) - 1, lower.tail = FALSE)), digits(sum(share * d)), digits(sqrt(sum(share^2 * v))),
    digits(mantelhaen.test(a, correct = FALSE)$p.value))
}
rates <- list(
  rbind(c(100, 1000, 160, 1010), c(60, 500, 55, 490), c(20, 300, 31, 310)),
  rbind(c(234, 270, 81, 87), c(55, 80, 192, 263)), rbind(c(3, 40, 9, 38), c(0, 12, 4, 15)))

# Raw units in 2 arms and k segments; means, and the same adjusted within each segment for x.
mean_case <- function(seed, k) {
  set.seed(seed); n <- 24 * k
  s <- rep(1:k, length.out = n); arm <- rep(0:1, each = n / 2)
  x <- round(rnorm(n, 10, 3), 1); y <- round(x + s + arm * s / 2 + rnorm(n), 1)
  averaged <- function(y) {
    d <- sapply(1:k, function(i) diff(tapply(y[s == i], arm[s == i], mean)))
    v <- sapply(1:k, function(i) t.test(y[s == i & arm == 1], y[s == i & arm == 0])$stderr^2)
    fit <- lm(d ~ 1, weights = 1 / v)
    q <- sum(weights(fit) * resid(fit)^2)
    c(q, pchisq(q, k - 1, lower.tail = FALSE), coef(fit), 1 / sqrt(sum(1 / v)))
  }
  adjusted <- y
  for (i in 1:k) adjusted[s == i] <- (y - coef(lm(y ~ x + arm, subset = s == i))["x"] * (x - mean(x[s == i])))[s == i]
  # The whole: least squares, with a variance for each arm and Satterthwaite's degrees of freedom.
  fit <- lm(y ~ x + arm); X <- model.matrix(fit); theta <- coef(fit)["x"]
  free <- tapply(1 - hatvalues(fit), arm, sum)
  v <- tapply(solve(crossprod(X), t(X))["arm", ]^2, arm, sum) * tapply(resid(fit)^2, arm, sum) / free
  t <- coef(fit)["arm"] / sqrt(sum(v)); df <- sum(v)^2 / sum(v^2 / free)
  sprintf('{"units": %s, "plain": %s, "adjusted": %s, "theta": %s, "effect": %s, "t": %s, "df": %s, "p": %s, "balance": %s}',
    rows_of(cbind(arm, s, x, y)), array_of(averaged(y)), array_of(averaged(adjusted)), digits(theta),
    digits(coef(fit)["arm"]), digits(t), digits(df), digits(2 * pt(-abs(t), df)),
    digits(t.test(x[arm == 1], x[arm == 0])$p.value))
}
cat(sep = "", file = "test/reference/segments-by-hand.json", "{\n",
  sprintf('"computedBy": "%s, stats",\n', R.version.string),
  '"tables": [\n', paste(sapply(tables, table_case), collapse = ",\n"), "\n],\n",
  '"rates": [\n', paste(sapply(rates, rate_case), collapse = ",\n"), "\n],\n",
  '"means": [\n', paste(c(mean_case(1, 3), mean_case(2, 2)), collapse = ",\n"), "\n]\n}\n")
