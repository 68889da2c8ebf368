# A held-out group against what two of three tests, which shipped, claim together: logarithms of ratios of rates by the delta
# method, added up, and the share that came as the θ at which (measured − θ claimed)² is z² times its variance (Fieller 1954).
# R 4.2.2, base only. Run: Rscript test/reference/held-out.R > test/reference/held-out.json
options(digits = 17)
num <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ","), "]")
change <- function(x, n) c(log((x[2] / n[2]) / (x[1] / n[1])), sum(1 / x - 1 / n))
z <- qnorm(.975)
set.seed(20261128)
rows <- sapply(1:4, function(i) {
  n <- sample(8000:14000, 1)
  x <- lapply(c(1.25, 1.35, 1), function(lift) round(n * runif(1, .08, .14) * c(1, lift)))
  held <- sample(6000:20000, 1); all <- c(held, 9 * held)
  y <- round(all * .13 * c(1, runif(1, 1.1, 1.3)))
  claimed <- change(x[[1]], c(n, n)) + change(x[[2]], c(n, n)); measured <- change(y, all)
  beyond <- function(theta) (measured[1] - theta * claimed[1])^2 - z^2 * (measured[2] + theta^2 * claimed[2])
  share <- measured[1] / claimed[1]
  ends <- sapply(list(c(-5, share), c(share, 20)), function(within) uniroot(beyond, within, tol = 1e-14)$root)
  ratio <- function(of) expm1(of[1] + c(0, -z, z) * sqrt(of[2]))
  paste0("{\"units\":", n, ",\"tests\":[", paste(sapply(x, num), collapse = ","), "],\"heldOut\":[", num(all), ",", num(y),
    "],\"measured\":", num(ratio(measured)), ",\"claimed\":", num(ratio(claimed)), ",\"share\":", num(c(share, ends)), "}")
})
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
