# Skewed means: R 4.2.2, base only. Rscript test/reference/skew.R > test/reference/skew.json
# The skewness of the difference by its definition from raw values, the corrected tail with dnorm and pnorm,
# the corrected critical value by uniroot, Cantelli's by hand.
skewness <- function(x) mean((x - mean(x))^3) / mean((x - mean(x))^2)^1.5
about <- function(x) x - mean(x)
case <- function(a, b, level, name) {
  n <- length(a); m <- length(b); pool <- c(about(a), about(b))
  g <- mean(pool^3) / mean(pool^2)^1.5
  gd <- g * (1 / m^2 - 1 / n^2) / (1 / n + 1 / m)^1.5
  own <- (mean(about(b)^3) / m^2 - mean(about(a)^3) / n^2) / (var(a) / n + var(b) / m)^1.5
  welch <- t.test(b, a)
  df <- unname(welch$parameter)
  z <- qnorm(level / 2, lower.tail = FALSE)
  critical <- qt(level / 2, df, lower.tail = FALSE)
  tail <- function(x) pnorm(x, lower.tail = FALSE) + dnorm(x) * abs(gd) * (2 * x^2 + 1) / 6
  excess <- tail(z) / (level / 2) - 1
  widened <- uniroot(function(x) log(tail(x) / (level / 2)), c(z, z + 1), tol = 1e-14)$root
  followed <- qt(pnorm(widened, lower.tail = FALSE), df, lower.tail = FALSE)
  k2 <- 1 / (level / 2) - 1
  pooled <- sqrt(sum(pool^2) / (n + m - 2) * (1 / n + 1 / m))
  dealt <- sqrt(k2 / (1 - k2 / (n + m - 1))) * pooled / sqrt(var(a) / n + var(b) / m)
  num <- function(x) sprintf("%.17g", x)
  sprintf('{"name": "%s", "control": [%s], "treatment": [%s], "level": %s, "df": %s, "critical": %s, "skewness": [%s, %s], "difference": %s, "own": %s, "excess": %s, "reach": %s}',
    name, paste(num(a), collapse = ", "), paste(num(b), collapse = ", "), num(level), num(df), num(critical),
    num(skewness(a)), num(skewness(b)), num(gd), num(own), num(excess),
    num((if (excess <= 0.1) critical else if (excess <= 0.5) followed else dealt) / critical))
}
set.seed(4)
even <- function(n) round(rgamma(n, 4), 3)
money <- function(n) round(rbinom(n, 1, 0.4) * exp(1.2 * rnorm(n)), 3)
cat("[\n", paste(c(
  case(even(20), even(20), 0.05, "equal arms"),
  case(even(30), even(90), 0.05, "followed"),
  case(even(90), even(30), 0.05, "followed, turned round"),
  case(even(60), even(90), 0.01, "at a boundary"),
  case(money(15), money(90), 0.05, "beyond the expansion")), collapse = ",\n"), "\n]\n", sep = "")
