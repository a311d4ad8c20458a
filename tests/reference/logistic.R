# What R makes of an outcome of two values; run in this folder: Rscript logistic.R
# The data are simulated: three correlated scores and whether somebody bought again. Marginal effects by hand: the mean
# derivative of the probability, its standard error by the delta method.
suppressMessages(library(jsonlite))
set.seed(20261126)
n <- 260; shared <- rnorm(n)
score <- function() round(pmin(pmax(3 + 0.5 * shared + 0.8 * rnorm(n), 1), 5) * 4) / 4
d <- data.frame(speed=score(), care=score(), price=score())
d$again <- rbinom(n, 1, plogis(-4.2 + 0.9 * d$speed + 0.5 * d$care - 0.1 * d$price))
d$care[c(7, 91)] <- NA
write.csv(d, "logistic.csv", row.names=FALSE, na="")

f <- glm(again ~ speed + care + price, binomial, d, control=glm.control(epsilon=1e-14, maxit=100))
null <- update(f, . ~ 1, data=f$model)
s <- coef(summary(f)); b <- coef(f)[-1]; x <- model.matrix(f); p <- fitted(f); w <- p * (1 - p)
gradient <- b %o% (colSums(w * (1 - 2 * p) * x) / nrow(x)); gradient[, -1] <- gradient[, -1] + mean(w) * diag(length(b))
write_json(list(n=nrow(x), n_events=sum(f$y), log_likelihood=as.numeric(logLik(f)), mcfadden=1 - as.numeric(logLik(f) / logLik(null)),
  statistic=null$deviance - f$deviance, df=length(b), p=pchisq(null$deviance - f$deviance, length(b), lower.tail=FALSE),
  estimate=unname(b), std_error=unname(s[-1, 2]), z=unname(s[-1, 3]), p_terms=unname(s[-1, 4]), p_holm=unname(p.adjust(s[-1, 4], "holm")),
  wald=unname(confint.default(f)[-1, ]), marginal_effect=unname(mean(w) * b), marginal_effect_std_error=sqrt(diag(gradient %*% vcov(f) %*% t(gradient)))),
  "logistic.json", digits=NA, auto_unbox=TRUE)
