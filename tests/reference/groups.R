# What R makes of group differences; run in this folder: Rscript groups.R
# The data are simulated: two scores of 240 people (whole numbers, so that ranks tie), a grouping of four levels of
# unequal size and variance, one of two, and a measured waiting time. Formulas that base R lacks are written out.
suppressMessages({library(jsonlite); library(car)})
set.seed(20261127)
n <- 240
d <- data.frame(shop=sample(c("A", "B", "C", "D"), n, TRUE, c(.4, .3, .2, .1)), sex=sample(c("f", "m"), n, TRUE, c(.6, .4)))
shift <- c(A=0, B=.3, C=-.6, D=.5)[d$shop] + .3 * (d$sex == "m"); spread <- c(A=1, B=1.6, C=.7, D=2)[d$shop]
d$score <- round(5 + shift + spread * rnorm(n)); d$other <- round(4 + .2 * (d$sex == "m") + rnorm(n), 1)
d$wait <- round(exp(1.5 - .2 * d$score + .6 * rnorm(n)), 1)
d$score[c(3, 77)] <- NA; d$sex[c(8, 150, 151)] <- NA
write.csv(d, "groups.csv", row.names=FALSE, na="")

ncp <- function(p, q, lower) if (p(0) <= q) 0 else uniroot(function(x) p(x) - q, c(lower, 2000), tol=1e-12)$root
# omega squared as effectsize::F_to_omega2(F, k - 1, N - k) has it, its interval by the noncentral F (Steiger 2004)
omega <- function(w, N) { f <- unname(w$statistic); df <- unname(w$parameter); e <- df[1] * (f - 1)
  l <- sapply(c(.975, .025), function(q) ncp(function(x) pf(f, df[1], df[2], x), q, 0))
  c(max(e / (e + N), 0), l / (l + N)) }
# Hedges' g by the root of the mean variance, Welch's degrees of freedom, interval by the noncentral t (effectsize::hedges_g(pooled_sd=FALSE))
g <- function(x, y) { v <- c(var(x), var(y)); m <- c(length(x), length(y)); se <- sqrt(sum(v / m)); s <- sqrt(mean(v))
  df <- sum(v / m)^2 / sum((v / m)^2 / (m - 1)); t <- (mean(x) - mean(y)) / se
  l <- sapply(c(.975, .025), function(q) uniroot(function(x) pt(t, df, x) - q, t + c(-9, 9), tol=1e-12)$root)
  c((mean(x) - mean(y)) / s * exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2), l * se / s) }
games_howell <- function(y, f) { s <- split(y, f); k <- length(s); p <- combn(names(s), 2)
  t(apply(p, 2, function(ab) { x <- s[[ab[1]]]; z <- s[[ab[2]]]; v <- c(var(x), var(z)); m <- c(length(x), length(z))
    se <- sqrt(sum(v / m)); df <- sum(v / m)^2 / sum((v / m)^2 / (m - 1)); dif <- mean(x) - mean(z)
    h <- qtukey(.95, k, df) * se / sqrt(2)
    c(dif, dif - h, dif + h, dif / se, df, ptukey(abs(dif / se) * sqrt(2), k, df, lower.tail=FALSE), g(x, z)[1]) })) }
one <- function(name) { o <- d[complete.cases(d[, c(name, "shop")]), ]; w <- oneway.test(o[[name]] ~ o$shop); gh <- games_howell(o[[name]], o$shop)
  k <- kruskal.test(o[[name]] ~ factor(o$shop))
  list(statistic=unname(w$statistic), df=unname(w$parameter), p=w$p.value, omega=omega(w, nrow(o)), pairs=gh, p_holm=p.adjust(gh[, 6], "holm"),
    kruskal=c(unname(k$statistic), k$p.value)) }
two <- function(name) { o <- d[complete.cases(d[, c(name, "sex")]), ]; w <- t.test(o[[name]] ~ o$sex); s <- split(o[[name]], o$sex)
  k <- kruskal.test(o[[name]] ~ factor(o$sex))
  list(statistic=unname(w$statistic), df=unname(w$parameter), p=w$p.value, interval=as.numeric(w$conf.int), g=g(s$f, s$m), kruskal=c(unname(k$statistic), k$p.value)) }
# adjusted: HC3 Wald F, and the means expected where every shop had the sexes as all have them
adjusted <- function(name) { o <- d[complete.cases(d[, c(name, "shop", "sex")]), ]; f <- lm(reformulate(c("shop", "sex"), name), o)
  h <- linearHypothesis(f, grep("shop", names(coef(f)), value=TRUE), white.adjust="hc3"); V <- hccm(f, type="hc3")
  L <- cbind(1, rbind(0, diag(3)), mean(o$sex == "m")); m <- as.numeric(L %*% coef(f)); e <- sqrt(diag(L %*% V %*% t(L))) * qt(.975, f$df.residual)
  list(n=nrow(o), statistic=h$F[2], df=c(h$Df[2], h$Res.Df[2]), p=h[2, "Pr(>F)"], means=cbind(m, m - e, m + e)) }
r <- suppressWarnings(cor(d$wait, d$score, method="spearman", use="complete.obs")); m <- sum(complete.cases(d[, c("wait", "score")]))
z <- atanh(r) + c(-1, 1) * qnorm(.975) * sqrt((1 + r^2 / 2) / (m - 3))
q <- cut(d$wait, unique(c(-Inf, quantile(d$wait[!is.na(d$score)], c(.25, .5, .75)), Inf)))
write_json(list(shop=list(score=one("score"), other=one("other")), sex=list(score=two("score"), other=two("other")),
  adjusted=list(score=adjusted("score"), other=adjusted("other")), spearman=c(r, tanh(z)), quarters=as.numeric(tapply(d$score, q, mean, na.rm=TRUE)),
  wait=as.numeric(quantile(d$wait, c(.25, .5, .75, .9))), correlation={ k <- cor.test(d$score, d$other); c(unname(k$estimate), k$conf.int) },
  tukey=list(q=c(.5, 2, 3.5, 5, 8), k=c(2, 3, 5, 10, 20), df=c(3, 9, 30.5, 200.7, 5000),
    p=ptukey(c(.5, 2, 3.5, 5, 8), c(2, 3, 5, 10, 20), c(3, 9, 30.5, 200.7, 5000), lower.tail=FALSE), quantile=qtukey(.95, c(2, 3, 5, 10, 20), c(3, 9, 30.5, 200.7, 5000)))),
  "groups.json", digits=NA, auto_unbox=TRUE)
