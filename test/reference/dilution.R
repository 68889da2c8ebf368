# Effects over all units of a test of which some units could see no difference: R 4.2.2, base only.
# Rscript test/reference/dilution.R > test/reference/dilution.json
# Every estimator is a function of means over all units, whatever their arm and trigger; its influence function comes by a
# complex step (Squire & Trapp 1998), and intervals by searching the line hypotheses that z = 1.96 does not reject.
set.seed(20261127)
digits <- function(x) ifelse(is.finite(x), trimws(formatC(x, digits = 17, format = "g")), "null")
array_of <- function(x) paste0("[", paste(digits(x), collapse = ", "), "]")
means_of <- function(d) with(d, cbind(z*t, z*t*a, z*t*b, (1-z)*t, (1-z)*t*a, (1-z)*t*b, 1-t, (1-t)*a, (1-t)*b))
variance_of <- function(f, v) {
  m <- colMeans(v); n <- nrow(v)
  g <- sapply(seq_along(m), function(i) { p <- as.complex(m); p[i] <- p[i] + 1e-30i; Im(f(p)) / 1e-30 })
  sum(((v - rep(m, each = n)) %*% g)^2) / n^2
}
effect <- function(m) m[2]/m[1] - m[5]/m[4]
per <- function(m) m[1] + m[4]                                  # those who could see a difference, per unit
units <- function(m) (m[1] + m[4] + m[7]) / per(m)
total <- function(m) m[5]/m[4] + m[8]/per(m)                    # the control's total per unit that could
ratio <- function(m, k) (m[k+1]/m[k] + m[8]/per(m)) / (m[k+2]/m[k] + m[9]/per(m))
# The quotients that are not rejected; none where they are no interval.
quotient <- function(top, bottom, v) {
  m <- colMeans(v); q <- top(m) / bottom(m)
  excess <- function(d) { l <- function(p) top(p) - d * bottom(p); l(m)^2 - 1.96^2 * variance_of(l, v) }
  if (variance_of(bottom, v) * 1.96^2 >= bottom(m)^2) return(c(q, NA, NA))
  step <- function(side) { w <- sqrt(variance_of(function(p) top(p) - q * bottom(p), v)) / abs(bottom(m)); h <- w
    while (excess(q + side * h) <= 0) h <- 2 * h
    uniroot(function(d) excess(d), sort(c(q, q + side * h)), tol = 1e-15 * abs(w), maxiter = 10000)$root }
  c(q, step(-1), step(1))
}
case <- function(n, share, draw, split) {
  z <- rbinom(n, 1, split); t <- rbinom(n, 1, share); d <- draw(z, t); d$z <- z; d$t <- t; v <- means_of(d)
  m <- colMeans(v); rt <- function(p) ratio(p, 1); rc <- function(p) ratio(p, 4); difference <- function(p) rt(p) - rc(p)
  s <- sqrt(variance_of(difference, v)); own <- function(p) p[2]/p[3] - p[5]/p[6]; so <- sqrt(variance_of(own, v))
  sprintf('{"z": %s, "t": %s, "a": %s, "b": %s,\n "own": %s, "effect": %s, "relative": %s, "ownRatio": %s, "ratio": %s, "relativeRatio": %s}',
    array_of(z), array_of(t), array_of(d$a), array_of(d$b),
    array_of(c(effect(m), sqrt(variance_of(effect, v)))), array_of(quotient(effect, units, v)), array_of(quotient(effect, total, v)),
    array_of(c(own(m), so)), array_of(c(difference(m), s)), array_of(quotient(difference, rc, v)))
}
rates <- function(z, t) { n <- length(z); b <- 1 + rpois(n, 2 + z*t); data.frame(a = rbinom(n, 1, .2 + .3*t + .1*z*t), b = b) }
amounts <- function(z, t) { n <- length(z); b <- 1 + rpois(n, 3 + 2*t); data.frame(a = round(rlnorm(n, .5*t + .3*z*t), 2), b = b) }
clicks <- function(z, t) { n <- length(z); b <- 1 + rpois(n, 3 + 4*z*t); data.frame(a = rbinom(n, b, .2 + .1*t), b = b) }
rows <- c(
  sapply(c(.2, .5, .9), function(s) case(120, s, rates, .5)), sapply(c(.15, .6), function(s) case(150, s, amounts, .4)),
  sapply(c(.3, .7), function(s) case(120, s, clicks, .6)))
cat(paste0('{"R": "', getRversion(), '", "rows": [\n', paste(rows, collapse = ",\n"), "\n]}\n"))
