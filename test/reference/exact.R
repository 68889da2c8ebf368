# Exact unconditional p-values and intervals of two proportions, by brute force: all tables, the score
# statistic of Farrington and Manning from their closed form (of Koopman from his quadratic), every nuisance
# rate of a fine grid with optimize() about its summits, within the rates that two Clopper-Pearson intervals
# of level 5e-10 each leave (Berger & Boos 1994), what they leave out added.
# Chan & Zhang (1999), Biometrics 55, 1202-1209. Rscript test/reference/exact.R > test/reference/exact.json
miss <- 1e-9

restricted <- function(xc, nc, xt, nt, d) {
  # Farrington & Manning (1990), appendix, for p_t - p_c = d: the cubic in p_t.
  theta <- nc / nt; pt <- xt / nt; pc <- xc / nc
  a <- 1 + theta
  b <- -(1 + theta + pt + theta * pc + d * (theta + 2))
  c <- d^2 + d * (2 * pt + theta + 1) + pt + theta * pc
  e <- -pt * d * (1 + d)
  v <- b^3 / (27 * a^3) - b * c / (6 * a^2) + e / (2 * a)
  u <- ifelse(v >= 0, 1, -1) * sqrt(pmax(0, b^2 / (9 * a^2) - c / (3 * a)))
  w <- (pi + acos(pmin(1, pmax(-1, ifelse(u == 0, 0, v / u^3))))) / 3
  t <- pmin(1, pmax(0, 2 * u * cos(w) - b / (3 * a)))
  list(t = t, c = pmin(1, pmax(0, t - d)))
}
z_difference <- function(xc, nc, xt, nt, d) {
  r <- restricted(xc, nc, xt, nt, d)
  num <- xt / nt - xc / nc - d
  s <- sqrt(r$t * (1 - r$t) / nt + r$c * (1 - r$c) / nc)
  ifelse(abs(num) < 1e-14, 0, num / s)
}
z_ratio <- function(xc, nc, xt, nt, phi) {
  # Koopman (1984), eq. 2: the rate of the control.
  a <- (nc + nt) * phi
  b <- -(phi * (xc + nt) + nc + xt)
  r <- pmin(1, pmin(1 / phi, (-b - sqrt(pmax(0, b^2 - 4 * a * (xc + xt)))) / (2 * a)))
  num <- xt / nt - phi * xc / nc
  s <- sqrt(phi^2 * r * (1 - r) / nc + phi * r * (1 - phi * r) / nt)
  ifelse(abs(num) < 1e-14, 0, num / s)
}
cp <- function(x, n) {
  l <- miss / 2
  c(if (x == 0) 0 else qbeta(l / 2, x, n - x + 1),
    if (x == n) 1 else qbeta(l / 2, x + 1, n - x, lower.tail = FALSE))
}
p_exact <- function(xc, nc, xt, nt, at, scale, claim, most = NULL) {
  # Counts above `most` cannot occur at any of the likely rates, but for 1e-20.
  mc <- if (is.null(most)) nc else most[1]; mt <- if (is.null(most)) nt else most[2]
  z <- if (scale == "difference") z_difference else z_ratio
  all <- outer(0:mc, 0:mt, function(x, y) z(x, nc, y, nt, at))
  own <- z(xc, nc, xt, nt, at)
  slack <- 1e-7 * max(1, abs(own))
  inside <- if (claim == "greater") all >= own - slack else all <= own + slack
  inside[xc + 1, xt + 1] <- TRUE
  treatment <- function(p) if (scale == "difference") p + at else p * at
  back <- function(q) if (scale == "difference") q - at else q / at
  cc <- cp(xc, nc); ct <- cp(xt, nt)
  range <- c(max(0, cc[1], back(ct[1])), min(1, cc[2], back(ct[2])))
  if (range[1] > range[2]) {
    above <- ct[1] > treatment(cc[2])
    return(min(1, (if (above == (claim == "greater")) 0 else 1) + miss))
  }
  f <- function(p) {
    q <- min(1, max(0, treatment(p)))
    as.numeric(dbinom(0:mc, nc, p) %*% (inside %*% dbinom(0:mt, nt, q)))
  }
  # Evenly on the arcsine scale of both, where rates next to 0 need it.
  grid <- sort(unique(c(seq(range[1], range[2], length.out = 401),
                        sin(seq(asin(sqrt(range[1])), asin(sqrt(range[2])), length.out = 801))^2)))
  grid <- pmin(range[2], pmax(range[1], grid))
  values <- vapply(grid, f, 0)
  best <- max(values)
  for (i in which(values >= 0.9 * best)) {
    l <- grid[max(1, i - 1)]; u <- grid[min(length(grid), i + 1)]
    if (u > l) best <- max(best, optimize(f, c(l, u), maximum = TRUE, tol = 1e-12)$objective)
  }
  min(1, best + miss)
}
two_sided <- function(...) min(1, 2 * min(p_exact(..., claim = "greater"), p_exact(..., claim = "less")))
ends <- function(xc, nc, xt, nt, level, most = NULL) {
  d <- xt / nt - xc / nc
  root <- function(claim, from, to) {
    f <- function(x) log(p_exact(xc, nc, xt, nt, x, "difference", claim, most)) - log(level / 2)
    uniroot(f, c(from, to), tol = 1e-11)$root
  }
  c(root("greater", -0.999999, d), root("less", d, 0.999999))
}

num <- function(x) format(x, digits = 17)
cases <- list(
  c(0, 10, 0, 20), c(0, 20, 5, 20), c(1, 12, 6, 15), c(5, 20, 9, 20), c(3, 25, 0, 30), c(7, 9, 30, 31),
  c(2, 40, 3, 8), c(12, 60, 3, 10), c(0, 30, 2, 4), c(20, 20, 13, 17), c(1, 1, 0, 2), c(15, 30, 16, 31))
lines <- c()
add <- function(xc, nc, xt, nt, at, scale, claim, most = NULL) {
  p <- if (claim == "two-sided") {
    min(1, 2 * min(p_exact(xc, nc, xt, nt, at, scale, "greater", most),
                   p_exact(xc, nc, xt, nt, at, scale, "less", most)))
  } else p_exact(xc, nc, xt, nt, at, scale, claim, most)
  lines <<- c(lines, sprintf('    {"control": [%d, %d], "treatment": [%d, %d], "%s": %s, "claim": "%s", "p": %s}',
                             xc, nc, xt, nt, scale, num(at), claim, num(p)))
}
for (k in cases) {
  for (claim in c("two-sided", "greater", "less")) add(k[1], k[2], k[3], k[4], 0, "difference", claim)
  for (at in c(-0.2, -0.05, 0.1)) add(k[1], k[2], k[3], k[4], at, "difference", "greater")
  add(k[1], k[2], k[3], k[4], 0.05, "difference", "less")
  if (k[1] > 0) for (at in c(0.7, 1.5)) add(k[1], k[2], k[3], k[4], at, "ratio", if (at < 1) "greater" else "less")
}
rare <- list(
  list(c(0, 500, 5, 500), c(70, 80)), list(c(2, 3000, 9, 1000), c(90, 90)),
  list(c(1, 900, 6, 100), c(90, 80)), list(c(18, 9000, 0, 1000), c(150, 80)),
  list(c(40, 9000, 11, 1000), c(200, 110)), list(c(5, 20000, 16, 20000), c(130, 140)))
for (k in rare) {
  x <- k[[1]]
  for (claim in c("two-sided", "greater", "less")) add(x[1], x[2], x[3], x[4], 0, "difference", claim, k[[2]])
  add(x[1], x[2], x[3], x[4], 0.001, "difference", "less", k[[2]])
  if (x[1] > 0) add(x[1], x[2], x[3], x[4], 1.2, "ratio", "less", k[[2]])
}
intervals <- c()
for (k in list(c(0, 10, 0, 20), c(5, 20, 9, 20), c(3, 25, 0, 30), c(12, 60, 3, 10), c(1, 12, 6, 15))) {
  e <- ends(k[1], k[2], k[3], k[4], 0.05)
  intervals <- c(intervals, sprintf('    {"control": [%d, %d], "treatment": [%d, %d], "level": 0.05, "lower": %s, "upper": %s}',
                                    k[1], k[2], k[3], k[4], num(e[1]), num(e[2])))
}
cat('{\n  "made": "exact.R, ', R.version.string, '",\n  "pValues": [\n', paste(lines, collapse = ",\n"),
    '\n  ],\n  "intervals": [\n', paste(intervals, collapse = ",\n"), '\n  ]\n}\n', sep = "")
