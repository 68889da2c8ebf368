# What rules for segments gain: R 4.2.2, base only. Rscript test/reference/targeting.R > test/reference/targeting.json
# A rule's gain is a contrast of the means of a regression on segment × variant, with HC2 errors (MacKinnon & White 1985).
set.seed(20261128)
digits <- function(x) trimws(formatC(x, digits = 17, format = "g"))
array_of <- function(x) paste0("[", paste(digits(x), collapse = ", "), "]")
case <- function(n, segments, arms, draw) {
  g <- c(rep(seq_len(segments), each = 3 * arms), sample(segments, n, TRUE)); a <- c(rep(rep(seq_len(arms), each = 3), segments), sample(arms, n, TRUE))
  y <- draw(g, a); cell <- factor(paste(g, a), levels = c(outer(seq_len(segments), seq_len(arms), paste)))
  fit <- lm(y ~ cell - 1); x <- model.matrix(fit); bread <- solve(crossprod(x)); h <- hatvalues(fit)
  v <- bread %*% crossprod(x * residuals(fit) / sqrt(1 - h)) %*% bread
  rule <- sample(arms, segments, TRUE); other <- sample(arms, segments, TRUE); share <- tabulate(g, segments) / length(g)
  w <- numeric(segments * arms); at <- function(d) seq_len(segments) + segments * (d - 1)
  w[at(rule)] <- w[at(rule)] + share; w[at(other)] <- w[at(other)] - share
  m <- coef(fit); e <- diag(v); d <- m[at(rule)] - m[at(other)]; own <- (e[at(rule)] + e[at(other)]) * (rule != other)
  between <- max(0, sum(share * (d - sum(share * d))^2) - sum(share * own)) / length(y)
  sprintf('{"segment": %s, "arm": %s, "y": %s, "rule": %s, "other": %s, "estimate": %s, "variance": %s}', array_of(g - 1), array_of(a - 1),
    array_of(y), array_of(rule - 1), array_of(other - 1), digits(sum(w * m)), digits(c(t(w) %*% v %*% w) + between))
}
amounts <- function(g, a) round(rlnorm(length(g), .2 * g - .3 * a * (g %% 2)), 3)
rows <- sapply(1:8, function(i) case(sample(60:160, 1), sample(2:5, 1), sample(2:3, 1), amounts))
cat(paste0('{"R": "', getRversion(), '", "rows": [\n', paste(rows, collapse = ",\n"), "\n]}\n"))
