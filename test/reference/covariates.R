# Means adjusted for several covariates: Rscript test/reference/covariates.R > test/reference/covariates.json (R 4.2.2).
# By other routes than src/stats: lm with interactions of the centred covariates for the effect of own slopes,
# predict() of each arm's own lm for its error, loops for what the covariates' means add, lm without interactions
# for shared slopes, least squares as a sandwich with a variance for each arm, uniroot for the lift's interval.
set.seed(20261127)
digits <- function(x) if (is.na(x)) "null" else sprintf("%.17g", x)
list_of <- function(x) paste0("[", paste(sapply(x, digits), collapse = ","), "]")
object <- function(...) {
  fields <- list(...)
  values <- sapply(fields, function(x) if (is.list(x)) list_of(unlist(x)) else digits(x))
  paste0("{", paste(sprintf('"%s": %s', names(fields), values), collapse = ", "), "}")
}
welch_df <- function(v, df) sum(v)^2 / sum(v^2 / df)
root <- function(f, lo, hi) uniroot(f, c(lo, hi), tol = 1e-15, maxiter = 2000)$root
lift_of <- function(mean, error, z) {
  stat <- function(r) (mean[2] - (1 + r) * mean[1]) / sqrt(error(r))
  middle <- mean[2] / mean[1] - 1
  c(root(function(r) stat(r) - z, middle - 1, middle), root(function(r) stat(r) + z, middle, middle + 1))
}
# What x comes to: itself or 0, and whether it is missing, where any is.
columns_of <- function(x) {
  parts <- lapply(seq_len(ncol(x)), function(j) cbind(ifelse(is.na(x[, j]), 0, x[, j]), as.numeric(is.na(x[, j]))))
  all <- do.call(cbind, parts)
  all[, apply(all, 2, function(v) length(unique(v)) > 1), drop = FALSE]
}
own <- function(y, g, X, z) {
  C <- scale(X, scale = FALSE)
  effect <- coef(lm(y ~ g * C))[["g"]]
  fits <- lapply(0:1, function(a) lm(y ~ ., data.frame(y = y, C)[g == a, ]))
  at <- data.frame(t(rep(0, ncol(X)))); names(at) <- names(data.frame(y = y, C))[-1]
  seen <- lapply(fits, predict, newdata = at, se.fit = TRUE)
  mean <- sapply(seen, `[[`, "fit"); error <- sapply(seen, `[[`, "se.fit")^2
  b <- sapply(fits, function(f) coef(f)[-1]); b <- matrix(b, ncol = 2)
  within <- Reduce(`+`, lapply(0:1, function(a) crossprod(scale(X[g == a, , drop = FALSE], scale = FALSE)))) / (length(y) - 2)
  d <- b[, 2] - b[, 1]; square <- 0; chance <- 0
  V <- lapply(fits, function(f) vcov(f)[-1, -1, drop = FALSE])
  for (i in seq_along(d)) for (j in seq_along(d)) {
    square <- square + d[i] * within[i, j] * d[j]
    chance <- chance + within[i, j] * (V[[1]][i, j] + V[[2]][i, j])
  }
  shrunk <- d * sqrt(max(0, square - chance) / square); middle <- rowMeans(b)
  slopes <- cbind(middle - shrunk / 2, middle + shrunk / 2)
  var_at <- function(r) {
    s <- slopes[, 2] - (1 + r) * slopes[, 1]
    error[2] + (1 + r)^2 * error[1] + drop(t(s) %*% within %*% s) / length(y)
  }
  df <- welch_df(error, sapply(fits, df.residual)); se <- sqrt(var_at(0)); q <- qt(z, df)
  lift <- lift_of(mean, var_at, q)
  hc <- { M <- model.matrix(~ g * C); f <- lm.fit(M, y); H <- M %*% solve(crossprod(M)) %*% t(M)
    B <- solve(crossprod(M), t(M)); sum(B[2, ]^2 * f$residuals^2 / (1 - diag(H))) + drop(t(d) %*% within %*% d) / length(y) }
  list(ownEffect = effect, ownT = effect / se, ownDf = df, ownP = 2 * pt(-abs(effect / se), df), ownLower = effect - q * se,
    ownUpper = effect + q * se, ownLiftLower = lift[1], ownLiftUpper = lift[2], ownHc = hc / se^2)
}
shared <- function(y, g, X, z) {
  fit <- lm(y ~ g + X); s <- summary(fit)$coefficients["g", ]; ci <- confint(fit, "g", 2 * z - 1)
  M <- model.matrix(fit); H <- M %*% solve(crossprod(M)) %*% t(M); e <- resid(fit)
  free <- tapply(1 - diag(H), g, sum); arm <- tapply(e^2, g, sum) / free
  w <- solve(crossprod(M), t(M))["g", ]; v <- tapply(w^2, g, sum) * arm
  df <- welch_df(v, free); t <- s[["Estimate"]] / sqrt(sum(v))
  # The lift with one variance: means at the covariates' means, whose own spread is that of the slopes.
  at <- rbind(c(1, 0, colMeans(X)), c(1, 1, colMeans(X))); mean <- drop(at %*% coef(fit)); V <- at %*% vcov(fit) %*% t(at)
  within <- Reduce(`+`, lapply(0:1, function(a) crossprod(scale(X[g == a, , drop = FALSE], scale = FALSE)))) / (length(y) - 2)
  b <- coef(fit)[-(1:2)]; spread <- drop(t(b) %*% within %*% b) / length(y)
  var_at <- function(r) { k <- c(-(1 + r), 1); drop(t(k) %*% V %*% k) + r^2 * spread }
  lift <- lift_of(mean, var_at, qt(z, fit$df.residual))
  list(t = s[["t value"]], df = fit$df.residual, p = s[["Pr(>|t|)"]], lower = ci[1], upper = ci[2], liftLower = lift[1],
    liftUpper = lift[2], welchT = t, welchDf = df, welchP = 2 * pt(-abs(t), df))
}
case <- function(i) {
  k <- 1 + i %% 3; big <- i > 24
  n <- if (big) c(3000, 900) else sample((10 + 4 * k):40, 2, TRUE)
  g <- rep(0:1, n); x <- matrix(rnorm(sum(n) * k, 40, 5), ncol = k)
  if (k > 1) x[, 2] <- x[, 2] + x[, 1] / 2
  y <- 60 + drop(x %*% runif(k, -1, 2)) / k + g * (3 + (x[, 1] - 40) * runif(1, -1, 1)) +
    rnorm(sum(n), 0, c(3, 8)[g + 1]) * (if (big) abs(x[, 1] - 40) / 5 + .5 else 1)
  if (i %% 2 == 0) x[sample(sum(n), sum(n) %/% 3), 1] <- NA
  X <- columns_of(x); z <- .95
  lists <- if (big) list() else list(y = list(y), g = list(g), x = list(x))
  moments <- { M <- cbind(y, X); m <- function(a) c(sum(g == a), colMeans(M[g == a, ]), cov(M[g == a, ])[upper.tri(diag(ncol(M)), TRUE)])
    list(control = list(m(0)), treatment = list(m(1))) }
  do.call(object, c(list(k = k, columns = ncol(X)), lists, moments, shared(y, g, X, z), own(y, g, X, z)))
}
cat("[\n", paste(sapply(1:30, case), collapse = ",\n"), "\n]\n", sep = "")
