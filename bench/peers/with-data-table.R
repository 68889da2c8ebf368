# data.table: the same sums over the columns that are needed; prints them by variant.
suppressPackageStartupMessages(library(data.table))
data <- fread(commandArgs(TRUE)[1], select = c("variant", "converted", "revenue"))
answer <- data[, .(n = .N, converted = mean(converted), converted_var = var(converted),
                   revenue = mean(revenue), revenue_var = var(revenue)), by = variant]
one <- function(i) {
  row <- answer[i]
  figures <- sprintf('"%s":%.17g', names(row)[-1], unlist(row[, -1]))
  sprintf('"%s":{%s}', row$variant, paste(figures, collapse = ","))
}
cat("{", paste(vapply(seq_len(nrow(answer)), one, ""), collapse = ","), "}\n", sep = "")
