# Cases of `verify` that no other file of references has: several arms, money, guardrails beside it, strata, data sets of R and
# of NIST. Each is a command of the program with its data, and what base R says of them.
# R 4.2.2, base only. Run: Rscript test/reference/verification.R > test/reference/verification.json
options(digits = 17)
num <- function(x) ifelse(is.na(x) | is.infinite(x), "null", sprintf("%.17g", x))
str <- function(x) encodeString(x, quote = '"')
csv <- function(d) paste0(paste(names(d), collapse = ","), "\\n",
  paste(apply(d, 1, function(r) paste(trimws(r), collapse = ",")), collapse = "\\n"), "\\n")
out <- character(0)
add <- function(name, method, source, command, expect, data = NULL, digits = NULL) {
  values <- vapply(expect, function(v) if (is.character(v)) v else num(v), "")
  out[[length(out) + 1]] <<- paste0("{\"name\":", str(name), ",\"method\":", str(method), ",\"source\":", str(source),
    if (is.null(digits)) "" else paste0(",\"digits\":", digits),
    if (is.null(data)) "" else paste0(",\"files\":{\"results.csv\":\"", csv(data), "\"}"),
    ",\"command\":[", paste(str(strsplit(command, " ")[[1]]), collapse = ","), "],\"expect\":{",
    paste0(str(names(expect)), ":", values, collapse = ","), "}}")
}
R <- "R 4.2.2"

# Several comparisons: prop.test without correction, then p.adjust.
set.seed(20261127)
for (arms in 2:5) for (how in c("holm", "bonferroni", "hochberg", "bh")) {
  n <- sample(900:4000, arms + 1); x <- rbinom(arms + 1, n, c(.1, runif(arms, .09, .135)))
  p <- sapply(1:arms, function(i) suppressWarnings(prop.test(c(x[1], x[i + 1]), c(n[1], n[i + 1]), correct = FALSE)$p.value))
  q <- p.adjust(p, c(holm = "holm", bonferroni = "bonferroni", hochberg = "hochberg", bh = "BH")[how])
  given <- paste0(c("generic", paste0("t", 1:arms)), "=", x, "/", n, collapse = " ")
  expect <- as.list(c(setNames(p, paste0("comparisons.", 1:arms - 1, ".pValue")), setNames(q, paste0("comparisons.", 1:arms - 1, ".adjustedPValue"))))
  add(paste(how, "of", arms, "treatments"), "several-comparisons", paste0(R, ", prop.test and p.adjust"),
    paste("analyze", given, "--test score --correction", how), expect)
}

# Net gain: the worth of a unit is value * success - cost, so the test of it is Welch's t of rows.
for (i in 1:8) {
  n <- sample(20:60, 2); value <- sample(5:40, 1); cost <- round(runif(1, .05, .8), 2)
  y <- list(round(rexp(n[1], 1 / 3), 2), round(rexp(n[2], 1 / 3.4), 2))
  d <- data.frame(variant = rep(c("generic", "personalized"), n), spend = unlist(y))
  t <- t.test(value * y[[2]] - cost, value * y[[1]])
  add(paste("net gain", i), "net-gain", paste0(R, ", t.test of what each unit nets"),
    paste("analyze results.csv --metric spend:mean --value", value, "--cost", paste0("personalized=", cost)),
    list("comparisons.0.netEffect.estimate" = unname(diff(rev(t$estimate))), "comparisons.0.netEffect.lower" = t$conf.int[1],
      "comparisons.0.netEffect.upper" = t$conf.int[2], "comparisons.0.netEffect.pValue" = t$p.value), d)
}

# Sample ratio: chisq.test against the planned split.
for (i in 1:12) {
  k <- sample(2:5, 1); w <- sample(1:4, k, TRUE); n <- as.vector(rmultinom(1, sample(2000:60000, 1), w * runif(k, .93, 1.07)))
  t <- chisq.test(n, p = w / sum(w)); x <- pmax(1, round(n * .1))
  names <- c("generic", paste0("t", seq_len(k - 1)))
  add(paste("sample ratio", i), "checks-of-the-data", paste0(R, ", chisq.test"),
    paste("analyze", paste0(names, "=", x, "/", n, collapse = " "), "--allocation", paste0(names, "=", w, collapse = ",")),
    list("checks.0.code" = "\"SAMPLE_RATIO_MISMATCH\"", "checks.0.pValue" = t$p.value))
}

# Segments: the test within each.
for (i in 1:10) {
  k <- sample(2:6, 1); n <- matrix(sample(400:3000, 2 * k), 2); x <- matrix(rbinom(2 * k, n, .12 + runif(2 * k, -.03, .03)), 2)
  largest <- order(-colSums(n)); n <- n[, largest]; x <- x[, largest] # as the report lists them
  d <- data.frame(variant = rep(c("generic", "personalized"), k), land = rep(paste0("s", 1:k), each = 2), units = as.vector(n), bought = as.vector(x))
  e <- x[2, ] / n[2, ] - x[1, ] / n[1, ]
  pieces <- lapply(1:k, function(j) suppressWarnings(prop.test(c(x[1, j], x[2, j]), c(n[1, j], n[2, j]), correct = FALSE)$p.value))
  expect <- as.list(setNames(c(e, unlist(pieces)), c(paste0("comparisons.", 1:k, ".effect.estimate"), paste0("comparisons.", 1:k, ".pValue"))))
  add(paste("within segments", i), "segments", paste0(R, ", prop.test within each"),
    "analyze results.csv --metric bought --segment land --test score --correction none", expect, d)
}

# Rules for segments: what giving each the variant that is best there seems to gain, from the cells' rates.
for (i in 1:5) {
  k <- sample(2:4, 1); n <- matrix(sample(2000:5000, 2 * k), 2); best <- seq_len(k) %% 2 == 0
  x <- matrix(rbinom(2 * k, n, rbind(.1, ifelse(best, .14, .07))), 2)
  largest <- order(-colSums(n)); n <- n[, largest]; x <- x[, largest]; r <- x / n
  d <- data.frame(variant = rep(c("generic", "personalized"), k), land = rep(paste0("s", 1:k), each = 2), units = as.vector(n), bought = as.vector(x))
  gain <- r[2, ] - r[1, ]; share <- colSums(n) / sum(n)
  expect <- as.list(setNames(gain, paste0("targetings.0.cells.", 1:k - 1, ".gains.0.estimate")))
  expect[["targetings.0.inSample"]] <- sum(share * pmax(gain, 0))
  add(paste("rule for", k, "segments", i), "rules-for-segments", paste0(R, ", rates of the cells"),
    "analyze results.csv --metric bought --segment land --target", expect, d)
}

# Trend over strength: prop.trend.test.
for (i in 1:10) {
  k <- sample(3:5, 1); n <- sample(500:5000, k); x <- rbinom(k, n, seq(.1, .1 + runif(1, 0, .03), length.out = k)); s <- cumsum(c(0, sample(1:4, k - 1, TRUE)))
  t <- prop.trend.test(x, n, s); names <- c("generic", paste0("t", seq_len(k - 1)))
  add(paste("trend", i), "strength-of-personalization", paste0(R, ", prop.trend.test"),
    paste("analyze", paste0(names, "=", x, "/", n, collapse = " "), "--intensity", paste0(names, "=", s, collapse = ",")),
    list("trends.0.statistic" = unname(t$statistic), "trends.0.pValue" = t$p.value))
}

# Data sets that every R has.
s <- data.frame(variant = ifelse(sleep$group == 1, "generic", "personalized"), extra = sleep$extra)
t <- t.test(s$extra[s$variant == "personalized"], s$extra[s$variant == "generic"])
add("Student's sleep", "two-means", paste0(R, ", t.test(sleep); Student 1908"), "analyze results.csv --metric extra:mean",
  list("comparisons.0.statistic" = unname(t$statistic), "comparisons.0.df" = unname(t$parameter), "comparisons.0.pValue" = t$p.value,
    "comparisons.0.effect.lower" = t$conf.int[1], "comparisons.0.effect.upper" = t$conf.int[2]), s)
p <- PlantGrowth[PlantGrowth$group != "trt2", ]
s <- data.frame(variant = ifelse(p$group == "ctrl", "generic", "personalized"), weight = p$weight)
t <- t.test(s$weight[s$variant == "personalized"], s$weight[s$variant == "generic"], var.equal = TRUE)
add("PlantGrowth, Student", "two-means", paste0(R, ", t.test(PlantGrowth); Dobson 1983"), "analyze results.csv --metric weight:mean --test student",
  list("comparisons.0.statistic" = unname(t$statistic), "comparisons.0.df" = unname(t$parameter), "comparisons.0.pValue" = t$p.value,
    "comparisons.0.effect.lower" = t$conf.int[1], "comparisons.0.effect.upper" = t$conf.int[2]), s)
w <- warpbreaks; s <- data.frame(variant = ifelse(w$wool == "A", "generic", "personalized"), breaks = w$breaks, before = as.integer(w$tension))
m <- summary(lm(breaks ~ variant + before, s))$coefficients["variantpersonalized", ]
add("warpbreaks, analysis of covariance", "covariates", paste0(R, ", lm(breaks ~ wool + tension); Tippett 1950"),
  "analyze results.csv --metric breaks:mean --covariate breaks=before --test student",
  list("comparisons.0.effect.estimate" = unname(m[1]), "comparisons.0.statistic" = unname(m[3]), "comparisons.0.pValue" = unname(m[4])), s)
cat("[\n", paste(out, collapse = ",\n"), "\n]\n", sep = "")
