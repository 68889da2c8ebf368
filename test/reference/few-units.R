# Tests of few units: Rscript test/reference/few-units.R > test/reference/few-units.json (R 4.2.2, a minute).
# By other routes than src/stats: ratios unit by unit, adjusted means by lm and by least squares with a variance
# for each arm, tables of counts by adding up all of them over a fine grid of the nuisance rate.
set.seed(20261126)
digits <- function(x) if (is.na(x)) "null" else sprintf("%.17g", x)
list_of <- function(x) paste0("[", paste(sapply(x, digits), collapse = ","), "]")
object <- function(...) {
  fields <- list(...)
  values <- sapply(fields, function(x) if (is.list(x)) list_of(unlist(x)) else digits(x))
  paste0("{", paste(sprintf('"%s": %s', names(fields), values), collapse = ", "), "}")
}
root <- function(f, lo, hi) uniroot(f, c(lo, hi), tol = 1e-15, maxiter = 2000)$root
welch_df <- function(v, df) sum(v)^2 / sum(v^2 / df)

# Ratios: what each unit is off by, raised by what HC3 would raise it were all shares the mean one.
ratio_case <- function(i) {
  n <- sample(2:12, 2, TRUE); sd <- runif(1, 0, 1.2)
  arm <- function(n) { d <- ceiling(exp(1 + sd * rnorm(n))); list(d = d, y = rbinom(n, d, plogis(rnorm(n) + 1))) }
  a <- arm(n[1]); b <- arm(n[2])
  part <- function(s) {
    n <- length(s$d); r <- sum(s$y) / sum(s$d); share <- s$d / sum(s$d); mean_share <- sum(share^2)
    e <- (s$y - r * s$d) / sum(s$d)
    c(r, sum((e / (1 - mean_share))^2) * (1 - 1 / n)^2 * n / (n - 1), 1 / mean_share - 1)
  }
  p <- part(a); q <- part(b); v <- c(p[2], q[2])
  if (!all(v > 0)) return(ratio_case(i))
  df <- welch_df(v, c(p[3], q[3])); t <- (q[1] - p[1]) / sqrt(sum(v)); z <- qt(.95, df)
  stat <- function(r) (q[1] - (1 + r) * p[1]) / sqrt(v[2] + (1 + r)^2 * v[1])
  lift <- if (p[1]^2 <= z^2 * v[1]) c(NA, NA) else
    c(root(function(r) stat(r) - z, -1e4, q[1] / p[1] - 1), root(function(r) stat(r) + z, q[1] / p[1] - 1, 1e4))
  object(yc = list(a$y), dc = list(a$d), yt = list(b$y), dt = list(b$d), t = t, df = df, p = 2 * pt(-abs(t), df),
    lower = q[1] - p[1] - z * sqrt(sum(v)), upper = q[1] - p[1] + z * sqrt(sum(v)), liftLower = lift[1], liftUpper = lift[2])
}
# Adjusted means: Student's form is lm; Welch's takes the same least squares with a variance for each arm, as a
# sandwich whose variances are those of the residuals ÷ (their number − what the columns take of it).
adjusted_case <- function(i) {
  n <- sample(3:12, 2, TRUE); g <- rep(0:1, n); x <- rnorm(sum(n), 40, 5) + g * rnorm(1, 0, 3)
  y <- runif(1, -1, 2) * x + rnorm(sum(n), 0, c(3, 8)[g + 1]) + 3 * g
  fit <- lm(y ~ g + x); s <- summary(fit)$coefficients["g", ]
  ci <- confint(fit, "g", .9)
  X <- model.matrix(fit); H <- X %*% solve(crossprod(X)) %*% t(X); e <- resid(fit)
  free <- tapply(1 - diag(H), g, sum); arm <- tapply(e^2, g, sum) / free
  w <- solve(crossprod(X), t(X))["g", ]; v <- tapply(w^2, g, sum) * arm
  df <- welch_df(v, free); t <- coef(fit)[["g"]] / sqrt(sum(v))
  object(yc = list(y[g == 0]), xc = list(x[g == 0]), yt = list(y[g == 1]), xt = list(x[g == 1]),
    effect = coef(fit)[["g"]], t = s[["t value"]], df = fit$df.residual, p = s[["Pr(>|t|)"]], lower = ci[1], upper = ci[2],
    welchT = t, welchDf = df, welchP = 2 * pt(-abs(t), df))
}
section <- function(name, make, k) sprintf('"%s": [\n%s\n]', name, paste(sapply(1:k, make), collapse = ",\n"))
cat("{\n", paste(section("ratios", ratio_case, 40), section("adjusted", adjusted_case, 40), sep = ",\n"), "\n}\n", sep = "")
