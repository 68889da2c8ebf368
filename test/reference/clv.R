# BG/NBD and gamma-gamma by maximum likelihood with base R and numDeriv, from the likelihoods as they are printed
# (Fader, Hardie & Lee 2005, eq. 6; Fader & Hardie 2013, eq. 1a) in lgamma and lbeta; ours sums logarithms and goes
# by exact derivatives. Customers are drawn from the models' own story.
# Rscript test/reference/clv.R > test/reference/clv.json
suppressMessages({ library(numDeriv); library(jsonlite) })
set.seed(20261127)

draw <- function(n, r, alpha, a, b, horizon) {
  t(vapply(seq_len(n), function(i) {
    lambda <- rgamma(1, r, alpha); p <- rbeta(1, a, b)
    end <- round(horizon * runif(1, 0.6, 1), 2); at <- 0; x <- 0; last <- 0
    repeat {
      at <- at + rexp(1, lambda)
      if (at > end) break
      x <- x + 1; last <- at
      if (runif(1) < p) break
    }
    c(x, round(last, 2), end)
  }, numeric(3)))
}

bgnbd <- function(theta, d) {
  r <- exp(theta[1]); alpha <- exp(theta[2]); a <- exp(theta[3]); b <- exp(theta[4])
  x <- d[, 1]; tx <- d[, 2]; T <- d[, 3]
  there <- lbeta(a, b + x) - lbeta(a, b) + lgamma(r + x) + r * log(alpha) - lgamma(r) - (r + x) * log(alpha + T)
  left <- ifelse(x > 0, lbeta(a + 1, b + pmax(x, 1) - 1) - lbeta(a, b) + lgamma(r + x) + r * log(alpha) - lgamma(r) -
    (r + x) * log(alpha + tx), -Inf)
  m <- pmax(there, left)
  sum(m + log(exp(there - m) + exp(left - m)))
}

gammagamma <- function(theta, d) {
  p <- exp(theta[1]); q <- exp(theta[2]); g <- exp(theta[3])
  x <- d[, 1]; m <- d[, 2]
  sum(lgamma(p * x + q) - lgamma(p * x) - lgamma(q) + q * log(g) + (p * x - 1) * log(m) + p * x * log(x) -
    (p * x + q) * log(g + m * x))
}

fit <- function(f, start, d) {
  o <- optim(start, function(t) -f(t, d), method = "BFGS", control = list(maxit = 2000, reltol = 1e-15))
  # A few Newton steps on numerical derivatives take off what the search has left.
  theta <- o$par
  for (i in 1:4) theta <- theta - solve(hessian(f, theta, d = d), grad(f, theta, d = d))
  list(parameters = exp(theta), logLikelihood = f(theta, d), covariance = solve(-hessian(f, theta, d = d)))
}

cases <- list(
  list(name = "few purchases", n = 400, r = 0.25, alpha = 4.5, a = 0.8, b = 2.5, horizon = 39),
  list(name = "many purchases", n = 250, r = 2, alpha = 3, a = 1.5, b = 12, horizon = 52)
)
out <- lapply(cases, function(k) {
  d <- draw(k$n, k$r, k$alpha, k$a, k$b, k$horizon)
  again <- d[d[, 1] > 0, ]
  nu <- rgamma(nrow(again), 4, 15)
  m <- round(rgamma(nrow(again), 6 * again[, 1]) / (again[, 1] * nu), 2)
  s <- cbind(again[, 1], m)
  list(name = k$name, histories = d, purchases = fit(bgnbd, log(c(k$r, k$alpha, k$a, k$b)), d),
       spendings = s, spending = fit(gammagamma, log(c(6, 4, 15)), s))
})
cat(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = FALSE), "\n")
