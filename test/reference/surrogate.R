# Surrogate indices with R 4.2.2 and sandwich: least squares by lm, chances by glm, vcovHC (HC3), the effect on the index and its
# error from the fitted models' predictions, and by the bootstrap of history and experiment (2,000 times).
# Rscript test/reference/surrogate.R > test/reference/surrogate.json
suppressMessages({ library(sandwich); library(jsonlite) })
set.seed(20261128)
n <- 240; m <- 300
make <- function(k, t) { v <- rpois(k, exp(1 + 0.2 * t)); o <- rpois(k, 0.2 + 0.15 * v); c(list(v = v, o = o)) }
out <- lapply(c("linear", "logistic"), function(family) {
  h <- as.data.frame(make(n, 0)); e <- rep(0:1, each = m / 2); x <- as.data.frame(make(m, e))
  eta <- -1.2 + 0.25 * h$v + 0.6 * h$o
  h$y <- if (family == "linear") round(20 * (eta + rnorm(n, sd = 0.5 + 0.3 * h$o)), 3) else rbinom(n, 1, plogis(eta))
  fit <- function(d) if (family == "linear") lm(y ~ v + o, d) else suppressWarnings(glm(y ~ v + o, binomial, d, control = list(epsilon = 1e-15, maxit = 100)))
  f <- fit(h)
  V <- vcovHC(f, type = "HC3")
  Z <- cbind(1, x$v, x$o)
  index <- predict(f, x, type = "response")
  slope <- if (family == "linear") Z else Z * index * (1 - index)
  G <- colMeans(slope[e == 1, ]) - colMeans(slope[e == 0, ])
  effect <- mean(index[e == 1]) - mean(index[e == 0])
  own <- var(index[e == 1]) / sum(e == 1) + var(index[e == 0]) / sum(e == 0)
  noise <- drop(t(G) %*% V %*% G)
  boot <- replicate(2000, {
    b <- fit(h[sample(n, replace = TRUE), ])
    i <- c(sample(which(e == 0), replace = TRUE), sample(which(e == 1), replace = TRUE))
    p <- predict(b, x[i, ], type = "response")
    mean(p[e[i] == 1]) - mean(p[e[i] == 0])
  })
  list(family = family, history = as.matrix(h), experiment = cbind(e, x$v, x$o), weights = unname(coef(f)[-1]),
       errors = unname(sqrt(diag(V))[-1]), effect = effect, own = own, noise = noise, bootstrap = sd(boot),
       explained = if (family == "linear") summary(f)$r.squared else 1 - f$deviance / f$null.deviance)
})
cat(toJSON(out, digits = NA, auto_unbox = TRUE), "\n")
