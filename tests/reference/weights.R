# What each of five scores adds to R-squared, by base R; run in this folder: Rscript weights.R
# LMG by all submodels (Lindeman, Merenda & Gold 1980), Johnson's relative weights (2000, equations 6 to 9), conditional
# and general dominance (Azen & Budescu 2003), standardised slopes by lm. No package but jsonlite, to read and write.
suppressMessages(library(jsonlite))
spec <- fromJSON("ecsq600.spec.json"); d <- read.csv("ecsq600.csv")
if (length(spec$reverse)) d[spec$reverse] <- sum(spec$scale) - d[spec$reverse]
x <- sapply(spec$dimensions, function(items) rowMeans(d[items])); y <- rowMeans(d[spec$outcome]); k <- ncol(x)

r2 <- function(set) if (length(set)) summary(lm(y ~ x[, set]))$r.squared else 0
sets <- lapply(0:(2^k - 1), function(s) which(bitwAnd(s, 2^(0:(k - 1))) > 0))
gain <- function(j, set) r2(c(set, j)) - r2(set)
without <- function(...) Filter(function(set) !any(c(...) %in% set), sets)
conditional <- t(sapply(1:k, function(j) sapply(0:(k - 1), function(size)
  mean(sapply(Filter(function(set) length(set) == size, without(j)), gain, j=j)))))
lmg <- sapply(1:k, function(j) sum(sapply(without(j), function(set)
  factorial(length(set)) * factorial(k - length(set) - 1) / factorial(k) * gain(j, set))))
complete <- sapply(1:k, function(b) sapply(1:k, function(a) a != b && all(sapply(without(a, b), function(set)
  gain(a, set) > gain(b, set)))))

e <- eigen(cor(x)); root <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors)
johnson <- as.vector(root^2 %*% solve(root, cor(x, y))^2)
write_json(list(n=nrow(x), terms=colnames(x), r2=r2(1:k), lmg=lmg, johnson=johnson, general=rowMeans(conditional),
  conditional=conditional, complete=complete, beta=unname(coef(lm(scale(y) ~ scale(x)))[-1])), "weights.json", digits=NA, auto_unbox=TRUE)
