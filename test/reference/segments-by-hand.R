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

# Brown & Forsythe's F over effects d of variances v (t-tests with df f), by Box's traces of the form.
spread_test <- function(d, v, f, w) {
  A <- diag(w) - w %o% w / sum(w); S <- diag(v); M <- A %*% S
  F <- c(t(d) %*% A %*% d) / sum(diag(M)); df <- sum(diag(M))^2 / sum(diag(M %*% M))
  d2 <- sum(diag(M))^2 / sum(diag(M)^2 / f)
  c(F, df, d2, pf(F, df, d2, lower.tail = FALSE))
}
# Columns: x, n of the control, y, m of the treatment.
rate_case <- function(method, s) {
  x <- s[, 1]; n <- s[, 2]; y <- s[, 3]; m <- s[, 4]; N <- n + m; S <- x + y
  d <- y / m - x / n; w <- n * m / N; average <- weighted.mean(d, w)
  a <- array(0, c(2, 2, nrow(s)))
  for (i in seq_len(nrow(s))) a[, , i] <- rbind(c(y[i], m[i] - y[i]), c(x[i], n[i] - x[i]))
  if (method != "brown-forsythe") {
    # The most likely rates that differ by the average, by search.
    v <- sapply(seq_along(d), function(i) {
      slope <- function(p) (x[i] - n[i] * p) / (p * (1 - p)) + (y[i] - m[i] * (p + average)) / ((p + average) * (1 - p - average))
      p <- uniroot(slope, c(max(0, -average) + 1e-9, min(1, 1 - average) - 1e-9), tol = 1e-15)$root
      (p * (1 - p) / n[i] + (p + average) * (1 - p - average) / m[i]) * N[i] / (N[i] - 1)
    })
    if (method == "cochran-q") v <- x / n * (1 - x / n) / n + y / m * (1 - y / m) / m
    fit <- lm(d ~ 1, weights = 1 / v); q <- sum(weights(fit) * resid(fit)^2)
    spread <- c(q, nrow(s) - 1, NA, pchisq(q, nrow(s) - 1, lower.tail = FALSE))
  } else {
    tests <- lapply(seq_along(d), function(i) t.test(rep(1:0, c(y[i], m[i] - y[i])), rep(1:0, c(x[i], n[i] - x[i]))))
    spread <- spread_test(d, sapply(tests, `[[`, "stderr")^2, sapply(tests, `[[`, "parameter"), w)
  }
  # The variance were the difference delta: both arms' variances out of what only all successes tell.
  z <- function(delta) {
    both <- N / (N - 1) * (S * (N - S) / N - w * delta^2); apart <- delta * (1 - 2 * (S - m * delta) / N - delta)
    control <- (both - m * apart) / N; treatment <- (both + n * apart) / N
    # Where one rate is at its end, the other is |delta| away from it.
    left <- ifelse((delta > 0) == (S <= N / 2), m, n)
    least <- sum(w^2 * abs(delta) * (1 - abs(delta)) / left * N / (N - 1))
    sum(w * (d - delta)) / sqrt(max(least, sum(w^2 * (control / n + treatment / m))))
  }
  end <- function(q, away) uniroot(function(e) z(e) - q, sort(c(average, average + away)), tol = 1e-14)$root
  reach <- .8 * sqrt(.25 / sum(w)) * 4
  sprintf('{"segments": %s, "method": "%s", "spread": %s, "average": %s, "ends": %s, "p": %s}', rows_of(s), method, array_of(spread),
    digits(average), array_of(c(end(qnorm(.975), -reach), end(qnorm(.025), reach))),
    digits(mantelhaen.test(a, correct = FALSE)$p.value))
}
rates <- list(
  list("score", rbind(c(100, 1000, 160, 1010), c(60, 500, 55, 490), c(20, 300, 31, 310))),
  list("score", rbind(c(234, 270, 81, 87), c(55, 80, 192, 263))),
  # UCBAdmissions by department: women, then men.
  list("score", cbind(UCBAdmissions[1, 2, ], colSums(UCBAdmissions[, 2, ]), UCBAdmissions[1, 1, ], colSums(UCBAdmissions[, 1, ]))),
  list("brown-forsythe", rbind(c(3, 40, 9, 38), c(0, 12, 4, 15))),
  list("cochran-q", rbind(c(1000, 10000, 1300, 10100), c(600, 5000, 551, 4900), c(90, 8000, 200, 8010))))

# Raw units in 2 arms and k segments; means, and the same adjusted within each segment for x.
mean_case <- function(seed, k) {
  set.seed(seed); n <- 24 * k
  s <- rep(1:k, length.out = n); arm <- rep(0:1, each = n / 2)
  x <- round(rnorm(n, 10, 3), 1); y <- round(x + s + arm * s / 2 + rnorm(n), 1)
  # Over the segments' effects, variances and degrees of freedom, a row each.
  averaged <- function(e) {
    d <- e[, 1]; v <- e[, 2]; f <- e[, 3]
    w <- sapply(1:k, function(i) prod(table(arm[s == i])) / sum(s == i)); g <- prop.table(w)
    average <- weighted.mean(d, w); se <- sqrt(sum(g^2 * v)); df <- se^4 / sum((g^2 * v)^2 / f)
    c(spread_test(d, v, f, w), average, se, df, 2 * pt(-abs(average / se), df))
  }
  welch <- function(i) {
    t <- t.test(y[s == i & arm == 1], y[s == i & arm == 0])
    c(-diff(t$estimate), t$stderr^2, t$parameter)
  }
  # Least squares, with a variance for each arm and Satterthwaite's degrees of freedom.
  ancova <- function(use) {
    fit <- lm(y ~ x + arm, subset = use); X <- model.matrix(fit); of <- arm[use]
    free <- tapply(1 - hatvalues(fit), of, sum)
    v <- tapply(solve(crossprod(X), t(X))["arm", ]^2, of, sum) * tapply(resid(fit)^2, of, sum) / free
    c(coef(fit)["arm"], sum(v), sum(v)^2 / sum(v^2 / free), coef(fit)["x"])
  }
  # Weights of units are those of a regression on the segments.
  plain <- averaged(t(sapply(1:k, welch))); plain[5] <- coef(lm(y ~ factor(s) + arm))["arm"]
  adjusted <- averaged(t(sapply(1:k, function(i) ancova(s == i)))[, 1:3])
  whole <- ancova(rep(TRUE, n)); t <- whole[1] / sqrt(whole[2])
  sprintf('{"units": %s, "plain": %s, "adjusted": %s, "theta": %s, "effect": %s, "t": %s, "df": %s, "p": %s, "balance": %s}',
    rows_of(cbind(arm, s, x, y)), array_of(plain), array_of(adjusted), digits(whole[4]),
    digits(whole[1]), digits(t), digits(whole[3]), digits(2 * pt(-abs(t), whole[3])),
    digits(t.test(x[arm == 1], x[arm == 0])$p.value))
}
cat(sep = "", file = "test/reference/segments-by-hand.json", "{\n",
  sprintf('"computedBy": "%s, stats",\n', R.version.string),
  '"tables": [\n', paste(sapply(tables, table_case), collapse = ",\n"), "\n],\n",
  '"rates": [\n', paste(sapply(rates, function(r) rate_case(r[[1]], r[[2]])), collapse = ",\n"), "\n],\n",
  '"means": [\n', paste(c(mean_case(1, 3), mean_case(2, 2)), collapse = ",\n"), "\n]\n}\n")
