# Makes distributions.json: reference values of R's own distributions, tests and power functions.
# Run: Rscript test/reference/distributions.R   (R 4.2.2, in the folder of the repository)

out <- list()
table <- function(name, columns, rows) {
  keep <- apply(rows, 1, function(row) all(is.finite(row)))
  out[[name]] <<- list(columns = columns, rows = unname(rows[keep, , drop = FALSE]))
}
both_logs <- function(p) cbind(p(lower.tail = TRUE), p(lower.tail = FALSE))
grid <- function(...) as.matrix(expand.grid(...))

logs <- c("logLower", "logUpper")
z <- c(-1e5, -300, -40, -37.4, -12, -5.7, -5.6, -3, -1.3, -0.675, -0.674, -0.1, -1e-8, 0,
       1e-20, 0.3, 0.67, 0.68, 1.96, 5.65, 5.66, 8.3, 26, 37.4, 100, 1e4, 1e10)
table("normal", c("z", logs),
      cbind(z, both_logs(function(lower.tail) pnorm(z, lower.tail = lower.tail, log.p = TRUE))))

p <- c(1e-300, 1e-200, 1e-100, 1e-40, 1e-16, 1e-8, 1e-4, 0.01, 0.025, 0.2, 0.3519, 0.4874, 0.5,
       0.51, 0.7, 0.8759, 0.975, 0.9999, 1 - 1e-9)
table("normalQuantile", c("p", "lower", "upper"),
      cbind(p, qnorm(p), qnorm(p, lower.tail = FALSE)))

g <- grid(t = c(-1e10, -700, -43.7576, -9, -2, -0.4, 0, 1e-9, 1e-3, 0.1, 0.9, 1.7, 1.9599, 3.3, 6,
                12, 37, 43.7576, 150, 1e4, 1e10),
          df = c(0.01, 0.3, 1, 1.5, 2, 5, 17.776, 46, 300, 4321.5, 1e5, 1450900.8, 1e8, 1e12, 1e15))
table("student", c("t", "df", logs), cbind(g, both_logs(function(lower.tail)
  pt(g[, 1], g[, 2], lower.tail = lower.tail, log.p = TRUE))))

g <- grid(p = c(1e-300, 1e-60, 1e-12, 1e-4, 0.025, 0.3, 0.49, 0.6, 0.975, 0.9999),
          df = c(0.3, 1, 1.5, 2, 5, 17.776, 300, 1e5, 1450900.8, 1e9, 1e15))
t <- qt(g[, 1], g[, 2], lower.tail = FALSE)
# R's qt is off by up to 1e-2 at (1e-300, 1.5), (1e-12, 0.3), (1e-300, 5): its own tail says so, and
# mpmath confirms it (test/stats/student.test.ts has the right values).
true <- abs(pt(t, g[, 2], lower.tail = FALSE) / g[, 1] - 1) < 1e-12
table("studentQuantile", c("p", "df", "upper"), cbind(g, t)[true, ])

g <- grid(share = c(1e-12, 1e-4, 0.1, 0.5, 0.9, 0.99, 1, 1.0001, 1.01, 1.2, 2, 5, 30, 700),
          df = c(0.01, 0.2, 1, 2, 3, 7.5, 40, 999, 12345, 1e5, 1e6, 1e7, 1e8))
g[, 1] <- g[, 1] * g[, 2]
table("chiSquare", c("x", "df", logs), cbind(g, both_logs(function(lower.tail)
  pchisq(g[, 1], g[, 2], lower.tail = lower.tail, log.p = TRUE))))

g <- grid(z = c(-3000, -37, -5, -1, -0.01, 0, 0.5, 3, 12, 37, 3000), df = c(1e9, 2.1e9, 1e11, 1e14))
g[, 1] <- g[, 2] + g[, 1] * sqrt(2 * g[, 2])
table("chiSquareLarge", c("x", "df", logs), cbind(g, both_logs(function(lower.tail)
  pchisq(g[, 1], g[, 2], lower.tail = lower.tail, log.p = TRUE))))

g <- grid(p = c(1e-300, 1e-60, 1e-12, 1e-4, 0.05, 0.4, 0.6, 0.99),
          df = c(0.2, 1, 2, 7.5, 40, 999, 1e5, 1e7))
table("chiSquareQuantile", c("p", "df", "lower", "upper"),
      cbind(g, qchisq(g[, 1], g[, 2]), qchisq(g[, 1], g[, 2], lower.tail = FALSE)))

g <- grid(x = c(1e-9, 0.01, 0.3, 0.9, 1, 1.1, 1.7, 4, 25, 1e3, 1e8), df1 = c(0.1, 1, 2, 5.5, 60, 1e4, 1e6),
          df2 = c(0.1, 1, 3, 30, 1e3, 1e6))
# At (0.01, 1e4, 30) R's pf is off by 2e-5 and at (1000, 5.5, 1e6) by 1e-9 (mpmath).
g <- g[!(g[, 1] == 0.01 & g[, 2] == 1e4 & g[, 3] == 30 | g[, 1] == 1000 & g[, 2] == 5.5 & g[, 3] == 1e6), ]
table("f", c("x", "df1", "df2", logs), cbind(g, both_logs(function(lower.tail)
  pf(g[, 1], g[, 2], g[, 3], lower.tail = lower.tail, log.p = TRUE))))

g <- grid(p = c(1e-100, 1e-12, 0.01, 0.4, 0.7, 0.999), df1 = c(1, 2, 5.5, 60, 1e5),
          df2 = c(1, 3, 30, 1e5))
# R's qf loses digits towards 0, by qbeta: up to 3e-6 at p = 0.999, df1 = 1 (its own pf says so).
x <- qf(g[, 1], g[, 2], g[, 3], lower.tail = FALSE)
true <- abs(ifelse(g[, 1] < 0.5, pf(x, g[, 2], g[, 3], lower.tail = FALSE) / g[, 1],
                   pf(x, g[, 2], g[, 3]) / (1 - g[, 1])) - 1) < 1e-12
table("fQuantile", c("p", "df1", "df2", "upper"), cbind(g, x)[true, ])

g <- grid(x = c(1e-200, 1e-12, 1e-3, 0.1, 0.25, 0.5, 0.52, 0.75, 0.999),
          a = c(0.001, 0.1, 0.5, 1, 3, 47.5, 1e4, 1e7), b = c(0.001, 0.1, 0.5, 1, 3, 47.5, 1e4, 1e7))
table("beta", c("x", "a", "b", logs), cbind(g, both_logs(function(lower.tail)
  pbeta(g[, 1], g[, 2], g[, 3], lower.tail = lower.tail, log.p = TRUE))))

g <- grid(p = c(1e-100, 1e-12, 0.01, 0.4, 0.7, 0.999), a = c(0.1, 1, 3, 47.5, 1e5),
          b = c(0.1, 1, 3, 47.5, 1e5))
table("betaQuantile", c("p", "a", "b", "lower"), cbind(g, qbeta(g[, 1], g[, 2], g[, 3])))

g <- grid(share = c(0, 0.001, 0.01, 0.1, 0.3, 0.5, 0.501, 0.55, 0.9, 1),
          n = c(1, 2, 10, 137, 5000, 1e6, 1e9), p = c(1e-9, 0.001, 0.3, 0.5, 0.97))
g[, 1] <- floor(g[, 1] * g[, 2])
g <- unique(g)
table("binomial", c("k", "n", "p", "logMass", logs), cbind(g, dbinom(g[, 1], g[, 2], g[, 3], log = TRUE),
  both_logs(function(lower.tail) {
    tail <- pbinom(g[, 1], g[, 2], g[, 3], lower.tail = lower.tail, log.p = TRUE)
    ifelse(is.finite(tail), tail, -1e308)  # k = n: nothing lies above
  })))

g <- grid(p = c(1e-100, 1e-12, 0.001, 0.05, 0.5, 0.8, 0.999), n = c(1, 10, 137, 5000, 1e6),
          prob = c(1e-4, 0.03, 0.5, 0.9))
table("binomialQuantile", c("p", "n", "prob", "lower", "upper"),
      cbind(g, qbinom(g[, 1], g[, 2], g[, 3]), qbinom(g[, 1], g[, 2], g[, 3], lower.tail = FALSE)))

# Fisher: fisher.test's own sums, on the logarithm of the mass so that they do not underflow; near 1
# through the rest, so that 1 comes out as 1.
log_sum <- function(mass, chosen) {
  if (all(chosen)) return(0)
  if (sum(exp(mass[chosen])) > 0.5) return(log1p(-exp(log_sum(mass, !chosen))))
  top <- max(mass[chosen])
  top + log(sum(exp(mass[chosen] - top)))
}
fisher <- function(cs, cu, ts, tu) {
  support <- max(0, cs + ts - cu):min(cs + ts, tu)
  mass <- dhyper(support, tu, cu, cs + ts, log = TRUE)
  observed <- mass[ts - support[1] + 1]
  c(log_sum(mass, mass <= observed + log1p(1e-7)), log_sum(mass, support >= ts),
    log_sum(mass, support <= ts))
}
set.seed(20)
units <- c(1, 2, 4, 10, 56, 137, 999, 10000, 250000)
rows <- do.call(rbind, lapply(1:220, function(i) {
  cu <- sample(units, 1); tu <- sample(units, 1); rate <- runif(1) ^ 3
  cs <- rbinom(1, cu, rate); ts <- rbinom(1, tu, min(1, rate * runif(1, 0.7, 1.5)))
  if (cu == 137 && tu == 137) ts <- cs        # ties on both sides of the mode
  c(cs, cu, ts, tu, fisher(cs, cu, ts, tu))
}))
check <- fisher.test(rbind(c(3, 1), c(1, 3)))$p.value
stopifnot(abs(exp(fisher(1, 4, 3, 4)[1]) - check) < 1e-12)
table("fisher", c("controlSuccesses", "controlUnits", "treatmentSuccesses", "treatmentUnits",
                  "logTwoSided", "logGreater", "logLess"), rows)

tight <- .Machine$double.eps^0.8
sides <- function(two) if (two == 1) "two.sided" else "one.sided"
g <- grid(control = c(1e-6, 0.0151, 0.1, 0.5, 0.93), lift = c(-0.4, -0.01, 0.05),
          alpha = c(1e-6, 0.05), power = c(0.3, 0.8, 0.99), two = 0:1)
treatment <- g[, 1] * (1 + g[, 2])
size <- mapply(function(p1, p2, a, w, two) power.prop.test(p1 = p1, p2 = p2, sig.level = a,
  power = w, alternative = sides(two), tol = tight)$n, g[, 1], treatment, g[, 3], g[, 4], g[, 5])
power <- mapply(function(n, p1, p2, a, two) power.prop.test(n = n, p1 = p1, p2 = p2, sig.level = a,
  alternative = sides(two))$power, round(size * 0.7) + 1, g[, 1], treatment, g[, 3], g[, 5])
table("powerProportion", c("control", "treatment", "alpha", "power", "twoSided", "size", "n", "powerAtN"),
      cbind(g[, 1], treatment, g[, 3:5], size, round(size * 0.7) + 1, power))

# Not below 0.2: from a df of 1e4 R's pt(ncp =) is off by up to 1e-10 (see noncentral-t.py).
g <- grid(effect = c(0.2, 0.5, 1, 2.5), alpha = c(0.001, 0.05), power = c(0.3, 0.8, 0.99), two = 0:1)
size <- mapply(function(d, a, w, two) tryCatch(power.t.test(delta = d, sig.level = a, power = w,
  alternative = sides(two), tol = tight)$n, error = function(e) NA), g[, 1], g[, 2], g[, 3], g[, 4])
power <- mapply(function(n, d, a, two) if (is.na(n)) NA else power.t.test(n = n, delta = d,
  sig.level = a, alternative = sides(two))$power, ceiling(size * 0.7) + 1, g[, 1], g[, 2], g[, 4])
table("powerMean", c("effect", "alpha", "power", "twoSided", "size", "n", "powerAtN"),
      cbind(g, size, ceiling(size * 0.7) + 1, power))

number <- function(x) sprintf("%.17g", x)
text <- vapply(names(out), function(name) {
  rows <- apply(out[[name]]$rows, 1, function(row) paste0("[", paste(number(row), collapse = ","), "]"))
  sprintf('"%s":{"columns":["%s"],"rows":[\n%s\n]}', name, paste(out[[name]]$columns, collapse = '","'),
          paste(rows, collapse = ",\n"))
}, "")
writeLines(sprintf('{"computedBy":"%s","script":"test/reference/distributions.R",\n%s}',
                   R.version.string, paste(text, collapse = ",\n")), "test/reference/distributions.json")
for (name in names(out)) cat(name, nrow(out[[name]]$rows), "\n")
