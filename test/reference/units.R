# Rows added up to units, and capped means, of fixtures/sessions.csv, and quantiles of types 6 and 7; run in the
# folder of the repository. aggregate, quantile and t.test of R go by raw units, ours by moments.
rows <- read.csv("fixtures/sessions.csv", colClasses = c(user_id = "character"))
variants <- tapply(rows$variant, rows$user_id, function(v) length(unique(v)))
two <- names(variants)[variants > 1]
kept <- rows[!(rows$user_id %in% two), ]
units <- aggregate(cbind(ordered, spend) ~ user_id + variant, kept, sum)
units$bought <- as.integer(units$ordered > 0)

welch <- function(generic, personalized) {
  test <- t.test(personalized, generic)
  list(
    n = c(length(generic), length(personalized)),
    mean = c(mean(generic), mean(personalized)),
    variance = c(var(generic), var(personalized)),
    statistic = unname(test$statistic), df = unname(test$parameter), p = test$p.value
  )
}
of <- function(data, metric, variant) data[data$variant == variant, metric]
capped <- function(data, metric, cap) {
  x <- split(data[[metric]], data$variant)
  c(welch(pmin(x$generic, cap), pmin(x$personalized, cap)),
    list(cap = cap, touched = c(sum(x$generic > cap), sum(x$personalized > cap))))
}
at <- function(data, p) unname(quantile(data$spend, p, type = 7))

grid <- c(0, 0.001, 0.25, 0.5, 0.7, 0.9, 0.99, 0.999, 1)
samples <- list(c(3), c(1, 2), c(-4, 0.1, 0.1, 7), sort(kept$spend[1:37]), c(1, 1, 1, 1e6))
quantiles <- lapply(samples, function(x) {
  list(sample = I(x), at = grid, type7 = unname(quantile(x, grid, type = 7)),
    type6 = unname(quantile(x, grid, type = 6)))
})

# Brunner and Munzel by ranks.
x <- of(units, "spend", "generic"); y <- of(units, "spend", "personalized"); n <- c(length(x), length(y))
r <- rank(c(x, y)); superiority <- (mean(r[-(1:n[1])]) - (n[2] + 1) / 2) / n[1]
v <- c(var(r[1:n[1]] - rank(x)), var(r[-(1:n[1])] - rank(y))); a <- n * v
t <- (superiority - .5) / sqrt(v[1] / n[1] / n[2]^2 + v[2] / n[2] / n[1]^2)
ranks <- list(p = 2 * pt(-abs(t), sum(a)^2 / sum(a^2 / (n - 1))), superiority = superiority)

result <- list(
  inTwoVariants = length(two), units = length(variants), rows = nrow(rows),
  bought = tapply(units$bought, units$variant, sum),
  spend = welch(of(units, "spend", "generic"), of(units, "spend", "personalized")),
  cappedUnits = capped(units, "spend", at(units, 0.99)),
  cappedRows = capped(rows, "spend", at(rows, 0.995)),
  cappedAt100 = capped(rows, "spend", 100),
  ranks = ranks,
  quantiles = quantiles
)
result$bought <- as.list(result$bought)
json <- function(x) {
  if (is.list(x) && is.null(names(x))) return(sprintf("[%s]", paste(sapply(x, json), collapse = ",\n")))
  if (is.list(x)) return(sprintf("{%s}", paste(sprintf('"%s": %s', names(x), sapply(x, json)), collapse = ",\n")))
  digits <- sprintf("%.17g", x)
  if (length(x) == 1 && !inherits(x, "AsIs")) digits else sprintf("[%s]", paste(digits, collapse = ", "))
}
writeLines(json(result), "test/reference/units.json")
