# Effects of many experiments put together: Rscript test/reference/meta.R > test/reference/meta.json
# By metafor 3.8.1 (rma, rma.mv, confint, predict, blup) where it has it, its iterations run to the end; by
# integrate over the true effect, the mean and the spread where ours goes by mixtures and the trapezoid rule.
suppressMessages(library(metafor))
set.seed(20261127)
num <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", as.numeric(x)))
arr <- function(x) paste0("[", paste(num(x), collapse = ","), "]")
mat <- function(m) paste0("[", paste(apply(m, 1, arr), collapse = ","), "]")
obj <- function(...) { a <- list(...); paste0("{", paste0('"', names(a), '":', unlist(a), collapse = ","), "}") }
ends <- function(r) { p <- predict(r, newmods = if (r$p > 1) rep(0, r$p - 1) else NULL); c(p$pi.lb[1], p$pi.ub[1]) }
tight <- function(v) list(threshold = 1e-10 * mean(v), maxiter = 10000, stepadj = .5)
# Newton's last digits of tau^2: metafor's own step stops short of them for some data.
polished <- function(y, v, X, method) {
  ll <- function(t) { w <- 1 / (v + t); A <- crossprod(X, w * X); b <- solve(A, crossprod(X, w * y)); r <- y - X %*% b
    -.5 * (sum(log(v + t)) + sum(w * r^2) + if (method == "REML") determinant(A)$modulus else 0) }
  sc <- function(t) { w <- 1 / (v + t); W <- diag(w); A <- solve(crossprod(X, w * X)); P <- W - W %*% X %*% A %*% t(X) %*% W
    -.5 * sum(diag(if (method == "REML") P else W)) + .5 * sum((P %*% y)^2) }
  # The likelihood may have several summits, and metafor climbs the nearest one: look at all of the range.
  at <- c(0, exp(seq(log(min(v) * 1e-4), log(20 * (var(y) + max(v))), length.out = 4000))); best <- which.max(sapply(at, ll))
  if (best == 1) return(0)
  uniroot(sc, at[c(max(1, best - 1), best + 1)], tol = 1e-16 * mean(v))$root
}
rma_of <- function(y, v, mods, ...) if (is.null(mods)) rma(y, v, ...) else rma(y, v, mods = mods, ...)
case <- function(id, y, v, mods = NULL) {
  k <- length(y); X <- cbind(matrix(1, k), mods)
  f <- function(method, test = "z", tau2 = NULL) rma_of(y, v, mods, method = method, test = test, tau2 = tau2, control = tight(v))
  t2 <- sapply(c("REML", "ML"), function(m) polished(y, v, X, m)); pm <- rma_of(y, v, mods, method = "PM", control = list(tol = 1e-14 * mean(v), maxiter = 1e5))$tau2
  z <- f("REML", tau2 = t2[1]); t <- f("REML", "knha", t2[1]); fe <- rma_of(y, v, mods, method = "FE")
  ci <- confint(f("REML"), control = list(tol = 1e-14 * mean(v), maxiter = 1e5, tau2.max = 1e4 * (var(y) + mean(v))))$random; b <- blup(z)
  obj(id = paste0('"', id, '"'), y = arr(y), v = arr(v), mods = if (is.null(mods)) "[]" else mat(mods),
    reml = num(t2[1]), ml = num(t2[2]), pm = num(pm), profile = arr(ci[1, 2:3]), i2 = num(100 * t2[1] / (t2[1] + (k - ncol(X)) / {
      w <- 1 / v; W <- diag(w); sum(diag(W - W %*% X %*% solve(crossprod(X, w * X)) %*% t(X) %*% W)) })),
    q = num(z$QE), qp = num(z$QEp), b = arr(z$b), se = arr(z$se), lower = arr(z$ci.lb), upper = arr(z$ci.ub), p = arr(z$pval),
    knhaSe = arr(t$se), knhaLower = arr(t$ci.lb), knhaUpper = arr(t$ci.ub), qm = num(if (ncol(X) > 1) z$QM else NA), qmp = num(if (ncol(X) > 1) z$QMp else NA),
    qmF = num(if (ncol(X) > 1) t$QM else NA), qmFp = num(if (ncol(X) > 1) t$QMp else NA),
    prediction = arr(ends(z)), tPrediction = arr(ends(t)), fixed = arr(c(fe$b, fe$se)), fixedI2 = num(fe$I2),
    blup = arr(b$pred), blupSe = arr(b$se))
}
bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
schools <- list(y = c(28, 8, -3, 7, -1, 1, 18, 12), v = c(15, 10, 16, 11, 9, 11, 10, 18)^2)
random <- function(i) {
  k <- sample(c(2, 3, 5, 12, 40), 1); v <- (10^runif(1, -4, 2) * exp(rnorm(k, 0, .7)))^2
  y <- rnorm(k, rnorm(1, 0, 2) * sqrt(v[1]), sqrt(v + sample(c(0, .2, 1, 10), 1) * mean(v)))
  mods <- if (k >= 5 && i %% 2 == 0) cbind(rnorm(k, 10, 3), rep(0:1, length.out = k)) else NULL
  case(paste0("random-", i), y, v, mods)
}
factor_of <- function(a) model.matrix(~ a)[, -1]
# Treatments that share a control: y ~ N(Xb, V + tau^2 I), by rma.mv with a random effect of each row.
shared <- function(i) {
  arms <- sample(1:4, sample(4:9, 1), TRUE); unit <- 10^runif(1, -3, 1)
  V <- bldiag(lapply(arms, function(a) { m <- matrix((unit * runif(1, .3, .8))^2, a, a); m + diag((unit * exp(rnorm(a, 0, .5)))^2, a) }))
  k <- sum(arms); y <- as.vector(rnorm(k, unit, unit * sample(c(0, 1, 2), 1)) + t(chol(V)) %*% rnorm(k))
  r <- rma.mv(y, V, random = ~ 1 | id, data = data.frame(id = 1:k), control = list(optimizer = "nlminb", rel.tol = 1e-9, sigma2.init = var(y)))
  t2 <- r$sigma2; sc <- function(t) { W <- solve(V + t * diag(k)); X <- matrix(1, k); A <- solve(t(X) %*% W %*% X)
    P <- W - W %*% X %*% A %*% t(X) %*% W; -.5 * sum(diag(P)) + .5 * sum((P %*% y)^2) }
  t2 <- if (sc(0) <= 0) 0 else uniroot(sc, c(t2 * .5, t2 * 2), tol = 1e-16 * unit^2, extendInt = "downX")$root
  fixed <- rma.mv(y, V, random = ~ 1 | id, data = data.frame(id = 1:k), sigma2 = t2)
  # BLUPs by the normal equations of Henderson (1975): [X'RX X'R; RX R + I / t2].
  h <- if (t2 > 0) { R <- solve(V); X <- matrix(1, k); C <- solve(rbind(cbind(t(X) %*% R %*% X, t(X) %*% R), cbind(R %*% X, R + diag(k) / t2)))
    u <- C %*% rbind(t(X) %*% R %*% y, R %*% y); T <- cbind(1, diag(k)); list(T %*% u, T %*% C %*% t(T)) } else
    list(rep(fixed$b, k), matrix(fixed$se^2, k, k))
  ship <- as.numeric(y > 0)
  obj(arms = arr(arms), y = arr(y), V = mat(V), mv = num(r$sigma2), reml = num(t2), b = num(fixed$b), se = num(fixed$se), q = num(fixed$QE),
    logLik = num(fixed$fit.stats["ll", "REML"]), blup = arr(h[[1]]), blupSe = arr(sqrt(diag(h[[2]]))), ship = arr(ship), sum = num(sum(ship * h[[1]])), sumSe = num(sqrt(t(ship) %*% h[[2]] %*% ship)))
}
# Empirical Bayes by brute force: over tau by integrate, over the mean by integrate, over each true effect by integrate.
int <- function(f, lo, hi, ...) integrate(f, lo, hi, rel.tol = 1e-10, subdivisions = 2000, stop.on.error = FALSE, ...)$value
pieces <- function(f, at) sum(sapply(seq_along(at)[-1], function(i) int(f, at[i - 1], at[i])))
bayes <- function(y, v, ship, df = Inf) {
  s <- sqrt(length(v) / sum(1 / v)); k <- length(y)
  dens <- function(th, mu, tau) if (is.finite(df)) dt((th - mu) / tau, df) / tau else dnorm(th, mu, tau)
  # Moments of each true effect, given mean and spread: on a grid of it, fine and wide.
  grid <- lapply(1:k, function(i) { g <- y[i] + sqrt(v[i]) * seq(-9, 9, length.out = 1201); list(g = g, n = dnorm(y[i], g, sqrt(v[i])) * (g[2] - g[1])) })
  at <- function(mu, tau) { m <- sapply(grid, function(q) { w <- q$n * dens(q$g, mu, tau); c(sum(w), sum(w * q$g) / sum(w), sum(w * q$g^2) / sum(w)) })
    a <- sum(ship * m[2, ]); b <- sum(ship * (m[3, ] - m[2, ]^2)); c(prod(m[1, ]) * c(1, a, b + a^2, m[2, 1], pnorm(0, a, sqrt(b))), mu * prod(m[1, ])) }
  us <- log(s) + seq(log(.1), log(300), length.out = 101); center <- sum(y / v) / sum(1 / v); wide <- seq(center - 14 * s, center + 14 * s, length.out = 161)
  total <- 0
  for (u in us) for (mu in wide) total <- total + at(mu, exp(u)) * 2 / pi * exp(u) / s / (1 + exp(2 * u) / s^2)
  total <- total * (us[2] - us[1]) * (wide[2] - wide[1])
  m <- total / total[1]
  obj(y = arr(y), v = arr(v), ship = arr(ship), df = num(if (is.finite(df)) df else NA), sum = num(m[2]), sumSd = num(sqrt(m[3] - m[2]^2)), first = num(m[4]), mean = num(m[6]), below = num(m[5]), logEvidence = num(log(total[1])))
}
# Exact in tau by integrate with the mean integrated out by hand (Gelman et al. 2013, 5.20 and 5.21).
exact <- function(y, v, ship) {
  s <- sqrt(length(v) / sum(1 / v))
  given <- function(tau) { w <- 1 / (v + tau^2); V <- 1 / sum(w); m <- V * sum(w * y); B <- v / (v + tau^2)
    d <- sqrt(V) * prod(dnorm(y, m, sqrt(v + tau^2))) * sqrt(2 * pi) * 2 / pi / s / (1 + tau^2 / s^2)
    a <- sum(ship * ((1 - B) * y + B * m)); b <- sum(ship * (1 - B) * v) + V * sum(ship * B)^2
    c(d, d * a, d * (b + a^2), d * m, d * pnorm(0, a, sqrt(b)), d * pnorm(m / tau / sqrt(1 + V / tau^2)), d * given_quantile(a, b)) }
  given_quantile <- function(a, b) pnorm(x0, a, sqrt(b)); x0 <- sum(ship * y) / 2
  cuts <- s * c(0, .05, .2, .5, 1, 2, 4, 8, 16, 64, 256, 4096, 65536, 1e7)
  m <- sapply(1:7, function(j) pieces(function(t) sapply(t, function(x) given(max(x, 1e-12 * s))[j]), cuts)); e <- m[1]; m <- m / e
  obj(y = arr(y), v = arr(v), ship = arr(ship), sum = num(m[2]), sumSd = num(sqrt(m[3] - m[2]^2)), mean = num(m[4]), below = num(m[5]), another = num(m[6]), x0 = num(x0), belowX0 = num(m[7]), logEvidence = num(log(e)))
}
lift <- function(k, sd) { v <- exp(rnorm(k, log(.008), .4))^2; y <- rnorm(k, -.002, sqrt(v + sd^2)); list(y, v, as.numeric(y / sqrt(v) > 1.96 | seq_len(k) == 1)) }
heavy <- list(c(.010, -.012, .016, .08, .0, -.009, .021, .006), rep(.004, 8)^2 * c(1, 1, 4, 2, 1, 1, 1, 9), c(0, 0, 0, 1, 0, 0, 1, 0))
cat("{\n", sprintf('"computedBy": "%s, metafor %s",\n', R.version.string, packageVersion("metafor")),
  '"cases": [\n', paste(c(case("bcg", as.numeric(bcg$yi), as.numeric(bcg$vi)), case("bcg-ablat", as.numeric(bcg$yi), as.numeric(bcg$vi), cbind(dat.bcg$ablat)),
    case("bcg-alloc", as.numeric(bcg$yi), as.numeric(bcg$vi), factor_of(dat.bcg$alloc)), case("schools", schools$y, schools$v),
    sapply(1:24, random)), collapse = ",\n"), "\n],\n",
  '"shared": [\n', paste(sapply(1:12, shared), collapse = ",\n"), "\n],\n",
  '"normal": [\n', paste(c(exact(schools$y, schools$v, as.numeric(schools$y > 9)), sapply(c(.002, .01, .03), function(sd) { l <- lift(12, sd); exact(l[[1]], l[[2]], l[[3]]) })), collapse = ",\n"), "\n],\n",
  '"student": [\n', paste(c(bayes(heavy[[1]], heavy[[2]], heavy[[3]], 3), bayes(heavy[[1]], heavy[[2]], c(0, 0, 0, 1, 0, 0, 0, 0), 3)), collapse = ",\n"), "\n]\n}\n", sep = "")
