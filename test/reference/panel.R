# Effects by days since exposure and their slopes, for the run analyze/over-time/novelty, whose folder it runs in beside
# its data: Rscript ../../../../reference/panel.R. A balanced grid of units and days, one regression of all rows, clustered.
d <- read.csv("../../../data/events-since-exposure.csv"); d$day <- as.Date(d$day); d$exposed <- as.Date(d$exposed); H <- 10
u <- unique(d[, c("user_id", "variant", "exposed")]); u <- u[as.numeric(max(d$day) - u$exposed) + 1 >= H, ]
d$since <- as.numeric(d$day - d$exposed); d <- d[d$since >= 0 & d$since < H & d$user_id %in% u$user_id, ]
g <- merge(expand.grid(user_id = u$user_id, since = 0:(H - 1)), u)
s <- aggregate(cbind(spend, visit) ~ user_id + since, d, sum); g <- merge(g, s, all.x = TRUE); g[is.na(g)] <- 0
g$visit <- pmin(1, g$visit); g$t <- as.numeric(g$variant == "new"); g <- g[order(g$user_id, g$since), ]
cat(table(u$variant), "\n")
for (m in c("spend", "visit")) {
  fit <- lm(g[[m]] ~ t * since, g); X <- model.matrix(fit); B <- solve(crossprod(X))
  S <- rowsum(X * residuals(fit), g$user_id); a <- tapply(g$t, g$user_id, max); n <- ave(a, a, FUN = length)
  V <- B %*% t(S) %*% diag(n / (n - 1)) %*% S %*% B
  own <- tapply(seq_len(nrow(g)), g$user_id, function(i) coef(lm(g[[m]][i] ~ g$since[i]))[2]); w <- t.test(own[a == 1], own[a == 0])
  cat(m, "slope", format(coef(fit)[4], digits = 15), "t", format(coef(fit)[4] / sqrt(V[4, 4]), digits = 15), "df", format(w$parameter, digits = 15), "p", format(2 * pt(-abs(coef(fit)[4] / sqrt(V[4, 4])), w$parameter), digits = 15), "\n")
  day <- g[g$since == 3, ]; e <- tapply(day[[m]], day$t, mean); cat("day 3", format(e[2] - e[1], digits = 15))
  if (m == "spend") { v <- tapply(day[[m]], day$t, var); k <- tapply(day[[m]], day$t, length); se <- v / k; df <- min(sum(se)^2 / sum(se^2 / (k - 1)), 2 * (min(k) - 1)); cat(" lower", format(e[2] - e[1] - qt(1 - .005 / 2, df) * sqrt(sum(se)), digits = 15)) }
  up <- aggregate(g[[m]], list(g$user_id, g$t), function(x) if (m == "spend") sum(x[1:4]) else max(x[1:4])); c3 <- tapply(up$x, up[[2]], mean); cat(" up to", format(c3[2] - c3[1], digits = 15))
  all <- aggregate(g[[m]], list(g$user_id, g$t), if (m == "spend") sum else max); cat(" total", format(tapply(all$x, all[[2]], mean), digits = 15), "\n")
}
