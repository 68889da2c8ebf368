# Figures that the examples of docs/library show: Rscript test/reference/library-examples.R > test/reference/library-examples.json
# By R 4.2.2 and metafor 3.8.1, in the order in which an example shows them; what is in print stands as it is printed.
suppressMessages({ library(jsonlite); library(metafor) })
f <- list()
sleep1 <- sleep$extra[1:10]; sleep2 <- sleep$extra[11:20]
phi <- dnorm

# Rates. In print: Newcombe 1998 (Mee), Fisher 1935, Newcombe 1998 (Clopper–Pearson), gsDesign's testBinomial.
f$scoreTest <- c(.0533, .3377, prop.test(c(56, 48), c(70, 80), correct = FALSE)$p.value)
f$fisherTest <- .2429
f$clopperPearson <- c(0, .1684)
f$differenceStatistic <- 2.2257961
f$proportionNonInferiority <- 2.2257961
z_of <- function(x, n, y, m) {
  p <- (x + y) / (n + m)
  d <- (y / m - x / n) / sqrt(p * (1 - p) * (1 / n + 1 / m)); d[is.nan(d)] <- 0; d
}
barnard <- function(x, n, y, m) {
  all <- expand.grid(x = 0:n, y = 0:m)
  far <- all[z_of(all$x, n, all$y, m) >= z_of(x, n, y, m) - 1e-12, ]
  chance <- function(p) sum(dbinom(far$x, n, p) * dbinom(far$y, m, p))
  grid <- seq(.0005, .9995, .0005); at <- grid[which.max(sapply(grid, chance))]
  optimize(chance, at + c(-.0005, .0005), maximum = TRUE, tol = 1e-12)$objective
}
f$exactTest <- barnard(1, 10, 6, 12)
pooled <- 21 / 10100; spread <- pooled * (1 - pooled) / c(10000, 100)
f$scoreAccuracy <- c(100 * pooled,
  sum(c(-1, 1) * spread * (1 - 2 * pooled) / c(10000, 100)) / sum(spread)^1.5)
f$firstOrderError <- .1 * (1.96^2 - 1) * phi(1.96) / 6 / pnorm(-1.96)

# Means.
w <- t.test(sleep2, sleep1); s <- t.test(sleep2, sleep1, var.equal = TRUE)
f$welchTest <- c(w$statistic, w$parameter, w$p.value, w$conf.int)
f$studentTest <- c(s$statistic, s$parameter, s$p.value)
fieller <- function(r) (11 - (1 + r) * 10) / sqrt(.36 + (1 + r)^2 * .25)
f$fiellerInterval <- c(uniroot(function(r) fieller(r) - 1.959964, c(-.5, .1), tol = 1e-14)$root,
  uniroot(function(r) fieller(r) + 1.959964, c(.1, 1), tol = 1e-14)$root)
f$estimatedMean <- c(mean(sleep1), var(sleep1) / 10)
f$estimatedRate <- c(.2, .2 * .8 / 100)
f$estimatedDifference <- min((.3200556 + 4.009 / 30)^2 / (.3200556^2 / 9 + (4.009 / 30)^2 / 29), 2 * 9)
views <- list(c(10, 5, 20, 8, 12, 9), c(11, 6, 18, 9, 10, 7))
clicks <- list(c(1, 0, 3, 2, 1, 0), c(2, 1, 4, 3, 2, 1))
part <- function(y, d) {
  n <- length(d); r <- sum(y) / sum(d); share <- sum((d / sum(d))^2); e <- (y - r * d) / sum(d)
  c(r, sum((e / (1 - share))^2) * (1 - 1 / n)^2 * n / (n - 1), 1 / share - 1)
}
a <- part(clicks[[1]], views[[1]]); b <- part(clicks[[2]], views[[2]])
df <- (a[2] + b[2])^2 / (a[2]^2 / a[3] + b[2]^2 / b[3]); t <- (b[1] - a[1]) / sqrt(a[2] + b[2])
f$ratioTest <- c(t, df, 2 * pt(-abs(t), df))
f$effectiveUnits <- 60^2 / (10^2 + 10^2 + 40^2)
r <- a[1]
f$linearizedRatio <- c(r, var((clicks[[1]] - r * views[[1]]) / mean(views[[1]])))
arm <- rep(0:1, each = 5)
spend <- c(10, 14, 9, 12, 15, 13, 16, 12, 18, 14); before <- c(8, 13, 7, 12, 11, 9, 12, 8, 14, 12)
ancova <- summary(lm(spend ~ arm + before))
f$adjustedTest <- c(ancova$coefficients["arm", 3], ancova$df[2], ancova$coefficients["arm", 4])
f$covariateColumns <- c(12, 0, 0, 1)
f$knownMoments <- c(3, mean(c(8, 7, 12)), var(c(8, 7, 12)))
f$skewExcess <- .1 * (2 * 1.96^2 + 1) * phi(1.96) / (6 * pnorm(-1.96))

# Ranks and quantiles. In print: Brunner & Munzel 2000 and R's brunnermunzel.test.
f$mannWhitneyTest <- c(wilcox.test(5:8, 1:4)$statistic, 1, wilcox.test(5:8, 1:4)$p.value)
f$brunnerMunzelTest <- c(.005786, .788961, .5952169, .9827052)
f$quantileType6 <- quantile(c(1, 2, 4, 8, 16), .75, type = 6)
f$quantileType7 <- quantile(c(1, 2, 4, 8, 16), .75, type = 7)

# Strata and trends.
ucb <- mantelhaen.test(UCBAdmissions, correct = FALSE)
f$mantelHaenszelTest <- c(ucb$statistic, ucb$parameter, ucb$p.value)
Rabbits <- array(c(0, 0, 6, 5, 3, 0, 3, 6, 6, 2, 0, 4, 5, 6, 1, 0, 2, 5, 0, 0), dim = c(2, 2, 5))
f$mantelHaenszelOddsRatio <- mantelhaen.test(Rabbits)$estimate
x <- c(10, 40); n <- c(100, 80); y <- c(18, 70); m <- c(100, 120)
weight <- n * m / (n + m)
mh <- rma.mh(ai = y, n1i = m, ci = x, n2i = n, measure = "RD")
f$mantelHaenszelDifference <- c(coef(mh), mh$se^2)
f$pooledEffect <- c(weighted.mean(c(.02, .05), 1 / c(1e-4, 4e-4)), 1 / sum(1 / c(1e-4, 4e-4)))
kacker <- list(y = c(61, 61.4, 62.21, 62.3, 62.34, 62.6, 62.7, 62.84, 65.9),
  v = c(.2025, 1.21, .09, .2025, .3844, .5625, .0676, .0225, 1.8225))
pm <- rma(kacker$y, kacker$v, method = "PM", control = list(tol = 1e-14, maxiter = 1e4))
f$effectHeterogeneity <- c(pm$QE, pm$k - 1)
trend <- prop.trend.test(c(83, 90, 129, 70), c(86, 93, 136, 82))
f$proportionTrend <- c(trend$statistic, trend$p.value)
contrast <- c(-1, 0, 1); error <- c(4 / 10, 5 / 12, 6 / 11) * contrast^2
t <- sum(contrast * c(20, 21, 23)) / sqrt(sum(error)); df <- sum(error)^2 / sum(error^2 / c(9, 11, 10))
f$meanTrend <- c(t, df, 2 * pt(-abs(t), df))

# Checks.
f$sampleRatioTest <- chisq.test(c(821588, 815482))$p.value
party <- chisq.test(rbind(c(762, 327, 468), c(484, 239, 477)))
f$independenceTest <- c(party$statistic, party$parameter, party$p.value)

# Margins.
shifted <- t.test(sleep2, sleep1, mu = -1, alternative = "greater")
f$meanNonInferiority <- c(shifted$statistic, shifted$p.value,
  t.test(sleep2, sleep1, alternative = "greater")$conf.int[1])
welch_p <- function(difference, v, df) pt(difference / sqrt(v), df, lower.tail = FALSE)
f$meanEquivalence <- max(welch_p(.2 + 1.5, .36, 98), welch_p(1.5 - .2, .36, 98))
v <- c(9 / 50, 8 / 60); df <- sum(v)^2 / sum(v^2 / c(49, 59))
f$meanRelativeNonInferiority <- welch_p(19.8 - .9 * 20, v[2] + .81 * v[1], df)

# Several looks. In print: Armitage, McPherson & Rowe 1969; Jennison & Turnbull 2000. Boundaries by rpact 3.3.4 and the
# inflation of a sequence as sequential.R has them.
f$spendingBoundaries <- c(4.87688494879076, 3.3570119223440997, 2.6802800644072704, 2.2898167677340098, 2.0310320434509777)
f$nominalLevel <- 2 * pnorm(-2.0310)
f$crossingProbabilities <- .142
f$logSpent <- c(2 * pnorm(-qnorm(1 - .025 / 2) / sqrt(.5)), .025 * log(1 + (exp(1) - 1) * .5))
f$sequentialSize <- 1.202
f$alwaysValidInflation <- 1.9148990803809511

# Power.
f$proportionSampleSize <- power.prop.test(p1 = .5, p2 = .75, power = .9, tol = 1e-12)$n
f$proportionPower <- power.prop.test(n = 50, p1 = .5, p2 = .75)$power
f$proportionSmallestDetectable <- power.prop.test(n = 50, p1 = .5, power = .9, tol = 1e-12)$p2 - .5
f$meanSampleSize <- power.t.test(power = .9, delta = 1, tol = 1e-12)$n
f$meanPower <- power.t.test(n = 20, delta = 1)$power
f$meanSmallestDetectable <- power.t.test(n = 20, power = .9, tol = 1e-12)$delta
f$noncentralTTails <- power.t.test(n = 20, delta = 1)$power
restricted <- optimize(function(t) -(.2 * log(t + .05) + .8 * log(1 - t - .05) + .2 * log(t) + .8 * log(1 - t)),
  c(.05, .4), tol = 1e-14)$minimum
null_error <- sqrt((restricted + .05) * (1 - restricted - .05) + restricted * (1 - restricted))
f$proportionNonInferioritySize <- ((qnorm(.975) * null_error + qnorm(.9) * sqrt(2 * .16)) / .05)^2
f$meanNonInferioritySize <- power.t.test(delta = .5, sd = 3, sig.level = .025, power = .9,
  alternative = "one.sided", tol = 1e-12)$n

# Posteriors.
beats <- integrate(function(p) dbeta(p, 21, 81) * pbeta(p, 11, 91), 0, 1, rel.tol = 1e-12)$value
lost <- integrate(function(p) dbeta(p, 11, 91) * sapply(p, function(at)
  integrate(function(q) (at - q) * dbeta(q, 21, 81), 0, at, rel.tol = 1e-12)$value), 0, 1, rel.tol = 1e-11)$value
f$rateComparison <- c(beats, lost)
sd <- sqrt(.5)
f$meanComparison <- c(pnorm(1 / sd), sd * phi(1 / sd) - pnorm(-1 / sd))

# Many experiments.
f$randomEffects <- c(pm$tau2, coef(pm), pm$QE)
three <- list(y = c(.02, .05, -.01), v = c(1e-4, 2e-4, 1e-4))
fit <- function(method) rma(three$y, three$v, method = method, control = list(threshold = 1e-14, tol = 1e-14, maxiter = 1e4))
f$tauSquaredOf <- c(fit("REML")$tau2, fit("PM")$tau2)
f$tauSquaredInterval <- confint(fit("REML"), control = list(tol = 1e-14))$random[1, 2:3]
f$knownEffects <- sort(eigen(matrix(c(2e-4, 1e-4, 1e-4, 2e-4), 2))$values)
f$independentEffects <- c(.02, 1e-4)
f$shrunkEffects <- blup(rma(three$y, three$v, tau2 = 4e-4))$pred
f$falsePositiveRisk <- .059
f$successShare <- (.1025 - .025) / (.8 - .025)
f$effectPosterior <- c(1, .01, 5e-5)
below <- function(x) .5 * pnorm(x) + .5 * pnorm((x - 2) / 2)
f$mixtureBelow <- below(1)
f$mixtureAbove <- pnorm(-10)
f$mixtureQuantile <- uniroot(function(x) below(x) - .5, c(-5, 5), tol = 1e-14)$root
f$believed <- c(.01, qnorm(c(.025, .975), .01, sqrt(5e-5)), pnorm(.01 / sqrt(5e-5)))
f$expectedParts <- phi(c(0, 0))
f$expectedRatioParts <- c(integrate(function(x) (exp(x) - 1) * dnorm(x, 0, .1), 0, 2, rel.tol = 1e-12)$value,
  integrate(function(x) (1 - exp(x)) * dnorm(x, 0, .1), -2, 0, rel.tol = 1e-12)$value)

# What a decision is worth. In print: Feit & Berman 2019, 2,284 units in each group, rounded.
f$perfectInformationValue <- phi(0)
f$sampleInformationValue <- phi(0) * sqrt(.5)
f$thresholdRuleValue <- integrate(function(x) x * pnorm(x - 1.96) * dnorm(x), -12, 12, rel.tol = 1e-12)$value
ratio <- .68 * .32 / .03^2
f$testAndRollUnits <- sqrt(1e5 / 4 * ratio + (3 / 4 * ratio)^2) - 3 / 4 * ratio

# More of strata, margins and looks.
w <- c(300, 100) / 400; v <- c(1e-4, 4e-4); e <- c(.02, .05); error <- w^2 * v
df <- sum(error)^2 / sum(error^2 / c(98, 48)); t <- sum(w * e) / sqrt(sum(error))
f$postStratifiedTest <- c(sum(w * e), sum(error), df, 2 * pt(-abs(t), df))
df <- sum(v)^2 / sum(v^2 / c(98, 48)); t <- (e[2] - e[1]) / sqrt(sum(v))
f$brownForsytheTest <- c(t^2, 2 * pt(-abs(t), df))
f$stratifiedRateTest <- ucb$p.value
f$deltaTest <- f$ratioTest[3]
likely <- function(x, n, y, m, other, within) { # the control's rate at which the data are likeliest, the treatment's being other(rate)
  slope <- function(p) -(x * log(p) + (n - x) * log(1 - p) + y * log(other(p)) + (m - y) * log(1 - other(p)))
  optimize(slope, within, tol = 1e-13)$minimum
}
z_at <- function(x, n, y, m, ratio, shift, within) {
  p <- likely(x, n, y, m, function(p) ratio * p + shift, within); q <- ratio * p + shift
  (y / m - ratio * x / n - shift) / sqrt(ratio^2 * p * (1 - p) / n + q * (1 - q) / m)
}
f$proportionEquivalence <- max(pnorm(z_at(200, 1000, 205, 1000, 1, -.05, c(.06, .6)), lower.tail = FALSE),
  pnorm(z_at(200, 1000, 205, 1000, 1, .05, c(.01, .6))))
z <- z_at(200, 1000, 205, 1000, .9, 0, c(.01, .6))
f$proportionRelativeNonInferiority <- c(z, pnorm(z, lower.tail = FALSE))
power_at <- function(n, alpha) pnorm((.05 * sqrt(n) - qnorm(1 - alpha) * null_error) / sqrt(.32))
f$proportionNonInferiorityPower <- power_at(1000, .025)
f$proportionEquivalencePower <- 2 * power_at(2000, .05) - 1
f$meanNonInferiorityPower <- power.t.test(n = 500, delta = .5, sd = 3, sig.level = .025, alternative = "one.sided")$power
f$meanRelativeNonInferioritySize <- power.t.test(delta = 2, sd = 6 * sqrt((1 + .81) / 2), sig.level = .025, power = .9,
  alternative = "one.sided", tol = 1e-12)$n
corr <- matrix(c(1, sqrt(.5), sqrt(.5), 1), 2)
second <- function(alpha) { # what is spent by the second look, were its bound 2.5
  first <- qnorm(1 - alpha * log(1 + (exp(1) - 1) * .5) / 2)
  1 - mvtnorm::pmvnorm(c(-first, -2.5), c(first, 2.5), corr = corr, algorithm = mvtnorm::Miwa(steps = 4097))[1]
}
f$repeatedPValue <- uniroot(function(alpha) second(alpha) - alpha, c(.005, .2), tol = 1e-14)$root
f$groupSequentialSize <- 1.0247198774289925
reml <- fit("REML"); half <- qnorm(.975) * sqrt(reml$se^2 + reml$tau2)
f$predictionInterval <- c(coef(reml), coef(reml) - half, coef(reml) + half)
spent <- list(c(0, 0, 1, 0, 12, 3), c(0, 20, 1))
about <- unlist(lapply(spent, function(x) x - mean(x))); n <- 6; m <- 3
f$skewedDifference <- mean(about^3) / mean(about^2)^1.5 * (1 / m^2 - 1 / n^2) / (1 / n + 1 / m)^1.5
f$sequentialSampleRatioTest <- -16.015874296892406 # by mpmath, sequential-sample-ratio.json

# More of power. Bounds of futility by rpact 3.3.4, as futility.R has them; the second are gsDesign's defaults.
both_reject <- function(n) { # of two arms of n with sd 6, over the standard deviation that both tests share
  df <- 2 * n - 2; error <- 6 * sqrt(2 / n); k <- qt(.95, df) * error / 6
  inside <- function(s) (pnorm((1 - k * s) / error) - pnorm((k * s - 1) / error)) * 2 * df * s / 36 * dchisq(df * s^2 / 36, df)
  integrate(inside, 6 - 6 * 12 / sqrt(2 * df), min(1 / k, 6 + 6 * 12 / sqrt(2 * df)), rel.tol = 1e-12, subdivisions = 1000)$value
}
f$meanEquivalencePower <- both_reject(800)
f$meanEquivalenceSize <- ceiling(uniroot(function(n) both_reject(n) - .9, c(700, 900), tol = 1e-9)$root)
f$meanRelativeNonInferiorityPower <- pt(qt(.975, 298), 298, ncp = .1 * 20 / sqrt(6^2 / 150 + .9^2 * 6^2 / 150), lower.tail = FALSE)
at_null <- optimize(function(p) -(.1 * log(p) + .9 * log(1 - p) + .1 * log(.9 * p) + .9 * log(1 - .9 * p)), c(.05, .2), tol = 1e-14)$minimum
ratio_error <- sqrt(.81 * at_null * (1 - at_null) + .9 * at_null * (1 - .9 * at_null))
ratio_power <- function(n) pnorm((.01 * sqrt(n) - qnorm(.975) * ratio_error) / sqrt(.09 * 1.81))
f$proportionRelativeNonInferiorityPower <- ratio_power(20000)
f$proportionRelativeNonInferioritySize <- uniroot(function(n) ratio_power(n) - .9, c(1e4, 3e4), tol = 1e-9)$root
f$proportionEquivalenceSize <- uniroot(function(n) 2 * power_at(n, .05) - 1 - .9, c(500, 3000), tol = 1e-10)$root
f$plannedBetaSpending <- c(3.64136138868, 1.26191861558)
f$futilityBounds <- c(-0.238724033576, 0.941067235144)

# More of looks: two of them by Pocock's spending, of which the first has spent this share.
share <- log(1 + (exp(1) - 1) * .5)
spent_at <- function(alpha, bound) {
  first <- qnorm(1 - alpha * share / 2)
  1 - mvtnorm::pmvnorm(c(-first, -bound), c(first, bound), corr = corr, algorithm = mvtnorm::Miwa(steps = 4097))[1]
}
nominal <- 2 * pnorm(-uniroot(function(b) spent_at(.05, b) - .05, c(1.9, 2.6), tol = 1e-13)$root)
repeated <- function(p) uniroot(function(alpha) spent_at(alpha, qnorm(1 - p / 2)) - alpha, c(.001, .2), tol = 1e-14)$root
f$lookScale <- c(nominal, repeated(.02))
mee <- function(x, n, y, m, level) sapply(c(1, -1), function(side)
  uniroot(function(d) z_at(x, n, y, m, 1, d, c(.05, .15)) - side * qnorm(1 - level / 2), c(-.02, .05), tol = 1e-13)$root)
tested <- prop.test(c(480, 560), c(5000, 5000), correct = FALSE)$p.value
f$testAtLook <- c(tested, repeated(tested), mee(480, 5000, 560, 5000, .05), mee(480, 5000, 560, 5000, nominal))
lost <- pnorm(z_at(500, 5000, 510, 5000, 1, -.01, c(.05, .15)), lower.tail = FALSE)
f$marginAtLook <- c(lost, lost / share, mee(500, 5000, 510, 5000, .05)[1], mee(500, 5000, 510, 5000, .05 * share)[1])

# Looks whenever one likes, of half the units that were planned: the mixture of likelihood ratios by integration, a
# one-sided one less what the closed form gives away, as always-valid.R has them.
tuned <- function(a) (-2 * log(a) + log(1 - 2 * log(a))) / 20000
log_mixture <- function(z, rho2) {
  peak <- z * sqrt(1e4) * rho2 / (1 + 1e4 * rho2); sd <- sqrt(rho2 / (1 + 1e4 * rho2))
  f <- function(t) t * z * sqrt(1e4) - t^2 * 1e4 / 2 + dnorm(t, 0, sqrt(rho2), log = TRUE)
  f(peak) + log(integrate(function(u) exp(f(peak + u * sd) - f(peak)) * sd, -12, 12, rel.tol = 1e-13)$value)
}
two <- function(z) log_mixture(z, tuned(.05))
one <- function(z) { r <- 1e4 * tuned(.1); log(2) + log_mixture(z, tuned(.1)) + log(-expm1(-z^2 * r / (1 + r) / 2)) }
away <- function(evidence) uniroot(function(z) evidence(z) + log(.05), c(.5, 9), tol = 1e-13)$root
f$sequenceReference <- c(away(two), exp(-two(3.5)))
student <- function(z) qt(pnorm(z, lower.tail = FALSE), 9998, lower.tail = FALSE)
normal <- function(t) qnorm(pt(t, 9998, lower.tail = FALSE), lower.tail = FALSE)
se <- sqrt(2 * 900 / 5000)
f$sequenceTest <- c(exp(-two(normal(2 / se))), 2 + c(-1, 1) * student(away(two)) * se)
f$sequenceNonInferiority <- c(exp(-one(normal(2.5 / se))), .5 - student(away(one)) * se)
fieller <- function(r) (20.5 - r * 20) / sqrt((1 + r^2) * 900 / 5000)
f$sequenceRelativeNonInferiority <- c(exp(-one(normal(fieller(.9)))),
  uniroot(function(r) fieller(r) - student(away(one)), c(.5, 1), tol = 1e-14)$root - 1)
signed_root <- function(x, n, y, m, ratio, shift) { # of the likelihood ratio where the treatment's rate is ratio * p + shift
  p <- likely(x, n, y, m, function(p) ratio * p + shift, c(.05, .15)); q <- ratio * p + shift
  log_lik <- function(p, q) dbinom(x, n, p, log = TRUE) + dbinom(y, m, q, log = TRUE)
  sign(y / m - ratio * x / n - shift) * sqrt(2 * (log_lik(x / n, y / m) - log_lik(p, q)))
}
end <- function(y, x, within, side, evidence) uniroot(function(d)
  signed_root(x, 5000, y, 5000, 1, d) - side * away(evidence), within, tol = 1e-13)$root
f$rateSequenceTest <- c(exp(-two(signed_root(480, 5000, 600, 5000, 1, 0))), end(600, 480, c(-.01, .0239), 1, two),
  end(600, 480, c(.0241, .07), -1, two))
f$rateSequenceNonInferiority <- c(exp(-one(signed_root(500, 5000, 510, 5000, 1, -.02))), end(510, 500, c(-.04, .0019), 1, one))
f$rateSequenceRelativeNonInferiority <- c(exp(-one(signed_root(500, 5000, 510, 5000, .8, 0))),
  uniroot(function(r) signed_root(500, 5000, 510, 5000, r, 0) - away(one), c(.7, 1.01), tol = 1e-13)$root - 1)

# More of margins: all tables as far out as this one by the score statistic, at the rate that makes them the likeliest.
farther <- function(x, n, y, m, d) {
  far <- outer(0:n, 0:m, Vectorize(function(x, y) if (x / n + d == y / m) 0 else z_at(x, n, y, m, 1, d, c(max(0, -d), min(1, 1 - d)))))
  out <- far >= far[x + 1, y + 1] - 1e-7
  chance <- function(p) sum(outer(dbinom(0:n, n, p), dbinom(0:m, m, p + d)) * out)
  grid <- seq(max(0, -d), min(1, 1 - d), length.out = 1001); at <- grid[which.max(sapply(grid, chance))]
  optimize(chance, c(max(0, -d, at - .001), min(1, 1 - d, at + .001)), maximum = TRUE, tol = 1e-12)$objective
}
f$exactNonInferiority <- c(farther(17, 20, 19, 20, -.2),
  uniroot(function(d) log(farther(17, 20, 19, 20, d) / .05), c(-.2, 0), tol = 1e-6)$root)

# More of checks: chi-square with the mean and variance, its own at least, that it has over all tables with these sums.
table <- rbind(c(60, 40, 25), c(160, 180, 90)); columns <- colSums(table); rows <- rowSums(table); n <- sum(rows)
all <- expand.grid(a = 0:columns[1], b = 0:columns[2]); all$c <- rows[1] - all$a - all$b
all <- as.matrix(all[all$c >= 0 & all$c <= columns[3], ])
chance <- exp(rowSums(sapply(1:3, function(j) lchoose(columns[j], all[, j]))) - lchoose(n, rows[1]))
statistic <- rowSums(sapply(1:3, function(j) (all[, j] - rows[1] * columns[j] / n)^2 * n^2 / rows[1] / rows[2] / columns[j]))
average <- sum(chance * statistic); scale <- max(4, sum(chance * (statistic - average)^2)) / 2 / average
f$balanceTest <- c(pchisq(chisq.test(table, correct = FALSE)$statistic / scale, average / scale, lower.tail = FALSE),
  fisher.test(rbind(c(9900, 2), c(99, 1)))$p.value)

# More of means.
line <- lm(spend ~ arm + before)
f$adjustedArms <- c(predict(line, data.frame(arm = 0:1, before = mean(before))), coef(line)["before"])
f$varianceReduction <- 1 - summary(line)$sigma^2 * 2 / (var(spend[1:5]) + var(spend[6:10]))
f$covariateDistance <- c(max(t.test(spent[[1]], spent[[2]])$p.value, t.test(spent[[1]], spent[[2]], var.equal = TRUE)$p.value),
  min(1, t.test(spent[[1]], spent[[2]], var.equal = TRUE)$statistic^-2))
promised <- pnorm(-1.96); excess <- function(skew, z) skew * (2 * z^2 + 1) * phi(z) / (6 * pnorm(-z))
f$skewedError <- c(promised, promised * (1 + excess(.1, 1.96)), (excess(.1, 1.96) / .1)^2)
buys <- c(rep(0:1, c(44550, 450)), rep(0:1, c(4940, 60))); arms <- rep(0:1, c(45000, 5000)); about <- buys - ave(buys, arms)
skewed <- mean(about^3) / mean(about^2)^1.5 * (1 / 5000^2 - 1 / 45000^2) / (1 / 5000 + 1 / 45000)^1.5
f$skewReach <- c(skewed, 1,
  uniroot(function(z) pnorm(-z) * (1 + excess(skewed, z)) - promised, c(1.96, 2.96), tol = 1e-13)$root / 1.96)

# More of strata and trends.
days <- 0:3; lift <- c(1, .7, .2, .1); ends <- solve(crossprod(cbind(1, days)), t(cbind(1, days)))[2, ]^2 * 4 / 200
f$effectSlopeTest <- c(coef(lm(lift ~ days))[2],
  2 * pt(-abs(coef(lm(lift ~ days))[2]) / sqrt(2 * sum(ends)), sum(2 * ends)^2 / sum(2 * ends^2 / 199)))
own <- t.test(c(-.4, -.1, -.6), c(.1, -.2, 0, .3))
f$unitSlopesTest <- c(own$estimate[1] - own$estimate[2], own$p.value)
two_strata <- rma(measure = "RD", ai = c(580, 890), n1i = c(5000, 4000), ci = c(500, 900), n2i = c(5000, 4000), method = "FE")
f$rateHomogeneityTest <- c(two_strata$QE, 1, two_strata$QEp)

# More of quantiles: a resample's median is that value of the sample, or lies beyond it, whose place is binomial.
place <- dbinom(0:11, 11, .5); before <- c(-Inf, sort(sleep1), Inf); after <- c(-Inf, sort(sleep2), Inf)
apart <- outer(after, before, "-"); weigh <- outer(place, place)
below <- function(d) sum(weigh[outer(after == -Inf, before == Inf, "|") | (!is.nan(apart) & apart <= d)])
above <- function(d) sum(weigh[outer(after == Inf, before == -Inf, "|") | (!is.nan(apart) & apart >= d)])
ordered <- sort(apart[is.finite(apart)])
f$quantileTest <- c(median(sleep1), median(sleep2), 2 * min(below(0), above(0)),
  min(Filter(function(d) below(d) >= .025, ordered)), max(Filter(function(d) above(d) >= .025, ordered)))

# More of many experiments: over the spread by integrate, the mean integrated out by hand (Gelman et al. 2013, 5.20 and
# 5.21); of a t spread over mean, spread and each effect by sums.
posterior_of <- function(y, v) {
  s <- sqrt(length(v) / sum(1 / v))
  given <- function(tau) {
    w <- 1 / (v + tau^2); V <- 1 / sum(w); m <- V * sum(w * y); B <- v[1] / (v[1] + tau^2)
    list(density = sqrt(V) * prod(dnorm(y, m, sqrt(v + tau^2)) * sqrt(v)) / (1 + tau^2 / s^2), mean = m, V = V,
      first = (1 - B) * y[1] + B * m, firstV = (1 - B) * v[1] + V * B^2)
  }
  cuts <- s * c(0, .05, .2, .5, 1, 2, 4, 8, 16, 64, 256, 4096, 65536, 1e7)
  over <- function(g) sum(sapply(2:14, function(i) integrate(function(at) sapply(at, function(tau) {
    p <- given(tau); p$density * g(p, tau)
  }), cuts[i - 1], cuts[i], rel.tol = 1e-10, subdivisions = 2000, stop.on.error = FALSE)$value))
  total <- over(function(p, tau) 1)
  function(g) over(g) / total
}
of_mean <- function(x) function(p, tau) pnorm(x, p$mean, sqrt(p$V))
of_first <- function(x) function(p, tau) pnorm(x, p$first, sqrt(p$firstV))
of_next <- function(x) function(p, tau) pnorm(x, p$mean, sqrt(p$V + tau^2))
point <- function(posterior, of, q, within) uniroot(function(x) posterior(of(x)) - q, within, tol = 1e-9 * diff(within))$root
schools <- posterior_of(c(28, 8, -3, 7, -1, 1, 18, 12), c(15, 10, 16, 11, 9, 11, 10, 18)^2)
f$normalPosterior <- c(sapply(c(.5, .025, .975), function(q) point(schools, of_mean, q, c(-60, 60))), point(schools, of_first, .5, c(-60, 60)))
four <- posterior_of(c(.02, .05, -.01, .01), c(1, 2, 1, 1) * 1e-4)
f$fittedPrior <- c(four(function(p, tau) p$mean), (point(four, of_next, .975, c(-1, 1)) - point(four, of_next, .025, c(-1, 1))) / 2 / qnorm(.975))
positive <- function(q) uniroot(function(share) four(function(p, tau) pnorm((tau * qnorm(share) - p$mean) / sqrt(p$V))) - q,
  c(1e-6, 1 - 1e-6), tol = 1e-10)$root
f$positiveShare <- c(four(function(p, tau) pnorm(p$mean / sqrt(p$V + tau^2))), positive(.05), positive(.95))
lifts <- c(.08, .01, -.012, .016, 0, -.009, .021, .006)
median_of <- function(spread) { # of the first true effect
  grid <- lapply(lifts, function(y) y + .01 * seq(-7, 9, length.out = 641))
  cumulated <- 0
  for (tau in .01 * exp(seq(log(.02), log(100), length.out = 81))) for (mu in seq(-.06, .08, length.out = 141)) {
    seen <- Map(function(y, g) dnorm(y, g, .01) * spread((g - mu) / tau) / tau * .01 / 40, lifts, grid)
    cumulated <- cumulated + tau / (1 + tau^2 / 1e-4) * prod(sapply(seen[-1], sum)) * cumsum(seen[[1]])
  }
  approx(cumulated / cumulated[641], grid[[1]] + .01 / 80, .5, ties = mean)$y
}
f$studentPosterior <- c(median_of(dnorm), median_of(function(z) dt(z, 3)))

# Moments and multiplicity.
f$addUnit <- c(10, mean(sleep1), var(sleep1))
five <- c(1, 2, 4, 8, 16)
f$skewness <- mean((five - mean(five))^3) / mean((five - mean(five))^2)^1.5
f$covariance <- cov(1:3, c(2, 4, 5))
f$mergeMoments <- c(20, mean(sleep$extra), var(sleep$extra))
f$binaryMoments <- c(.2, var(rep(0:1, c(80, 20))))
f$summaryMoments <- c(10, mean(sleep1), var(sleep1))
f$variance <- var(c(2, 4, 4, 4, 5, 5, 7, 9))
f$emptyMoments <- colMeans(rbind(c(1, 4), c(0, 2)))
f$noValues <- wilcox.test(c(4, 7, 9), c(3, 8, 5, 2, 6))$p.value
f$countValue <- c(table(c(2, 1, 2)))
f$valueCounts <- c(1, 2, table(c(2, 1, 2)))
f$adjustFamily <- p.adjust(c(.005, .06, .007, .04, .01, .03), "holm")
f$adjustSerially <- pmax(.01, p.adjust(c(.02, .03), "holm"))

# Distributions.
f$normalQuantile <- qnorm(.975)
f$normalTails <- c(pnorm(-1.96), pnorm(-40, log.p = TRUE))
f$studentQuantile <- qt(.975, 10); f$studentTails <- pt(-2.228139, 10)
f$chiSquareQuantile <- qchisq(.95, 1); f$chiSquareTails <- pchisq(3.841459, 1, lower.tail = FALSE)
f$fQuantile <- qf(.95, 3, 20); f$fTails <- pf(3.098391, 3, 20, lower.tail = FALSE)
f$betaQuantile <- qbeta(.5, 2, 3); f$betaTails <- pbeta(.5, 2, 3)
f$binomialTails <- pbinom(3, 10, .5); f$binomialLogMass <- dbinom(3, 10, .5)
f$binomialQuantile <- qbinom(.975, 10, .5)

cat(toJSON(lapply(f, unname), digits = I(17), pretty = TRUE, auto_unbox = FALSE), "\n")
