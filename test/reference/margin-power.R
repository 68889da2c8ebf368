# Power of the one-sided tests at a margin, where treatment and control truly are as given: on the
# difference and on the ratio, rates and means. The rates under the null are found where the slope of the
# likelihood is 0 (uniroot), not by the closed forms that the program uses.
# R 4.2.2, base only. Run: Rscript test/reference/margin-power.R > test/reference/margin-power.json

likely <- function(c, t, k, at, slope) {
  # c, t true rates; k treatment units per control unit; `at` gives the treatment's rate from the control's
  score <- function(p) {
    q <- at(p)
    (c / p - (1 - c) / (1 - p)) / k + slope * (t / q - (1 - t) / (1 - q))
  }
  inside <- Filter(function(p) at(p) > 0 && at(p) < 1, seq(1e-6, 1 - 1e-6, length.out = 100001))
  p <- uniroot(score, range(inside), tol = 1e-16)$root
  c(p, at(p))
}

rates <- function(c, t, margin, k, alpha, n, better, ratio) {
  sign <- if (better == "increase") 1 else -1
  phi <- if (ratio) 1 - sign * margin else 1
  at <- if (ratio) function(p) phi * p else function(p) p - sign * margin
  null <- likely(c, t, k, at, phi)
  atMargin <- sqrt(phi^2 * k * null[1] * (1 - null[1]) + null[2] * (1 - null[2]))
  truth <- sqrt(phi^2 * k * c * (1 - c) + t * (1 - t))
  advantage <- if (ratio) sign * (t - phi * c) else sign * (t - c) + margin
  pnorm((advantage * sqrt(n) - qnorm(1 - alpha) * atMargin) / truth)
}

means <- function(mean, effect, sd, margin, k, alpha, n, better, ratio) {
  sign <- if (better == "increase") 1 else -1
  phi <- if (ratio) 1 - sign * margin else 1
  advantage <- sign * effect + margin * (if (ratio) mean else 1)
  # the variance of treatment - phi * control
  error <- sd * sqrt(1 / n + phi^2 * k / n)
  df <- n + n / k - 2
  pt(qt(1 - alpha, df), df, ncp = advantage / error, lower.tail = FALSE)
}

rows <- list()
for (better in c("increase", "decrease")) for (ratio in c(FALSE, TRUE)) for (k in c(1 / 9, 1, 3)) {
  for (truth in list(c(.1, .1), c(.1, .105), c(.1, .092), c(.5, .47), c(.02, .021))) {
    for (n in c(500, 20000)) {
      margin <- if (ratio) .1 else .015
      rows[[length(rows) + 1]] <- sprintf(
        '{"kind":"rate","control":%.15g,"treatment":%.15g,"margin":%.15g,"allocation":%.17g,"alpha":0.025,"units":%d,"better":"%s","ratio":%s,"power":%.17g}',
        truth[1], truth[2], margin, k, n, better, tolower(ratio),
        rates(truth[1], truth[2], margin, k, .025, n, better, ratio))
    }
  }
  for (effect in c(0, .4, -.5)) for (n in c(12, 400, 20000)) {
    margin <- if (ratio) .04 else 1
    rows[[length(rows) + 1]] <- sprintf(
      '{"kind":"mean","mean":25,"effect":%.15g,"sd":40,"margin":%.15g,"allocation":%.17g,"alpha":0.05,"units":%d,"better":"%s","ratio":%s,"power":%.17g}',
      effect, margin, k, n, better, tolower(ratio),
      means(25, effect, 40, margin, k, .05, n, better, ratio))
  }
}
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
