# What R makes of a regression in blocks, of slopes that differ between groups, of an ordered outcome and of indirect
# effects; run in this folder: Rscript blocks.R
# The data are simulated: two groups with a gap, an indicator, three scores, two pain points, an answer of five steps.
suppressMessages({library(jsonlite); library(sandwich); library(car); library(MASS); library(lavaan)})
set.seed(20261127)
n <- 420; shared <- rnorm(n)
score <- function() round(pmin(pmax(3 + 0.5 * shared + 0.8 * rnorm(n), 1), 5) * 4) / 4
d <- data.frame(speed=score(), care=score(), price=score())
d$shop <- sample(c("North", "South", "West"), n, TRUE, c(.5, .3, .2))
d$age <- sample(c("young", "old"), n, TRUE)
d$minutes <- round(rexp(n, 1 / 12), 1)
d$lost <- rbinom(n, 1, plogis(-0.3 - 0.4 * shared)); d$rude <- rbinom(n, 1, plogis(-1 - 0.4 * shared))
latent <- with(d, 0.5 * speed + 0.3 * care + 0.4 * speed * (shop == "South") - 0.9 * (shop == "South") - 0.01 * minutes - 0.5 * lost)
d$overall <- round(pmin(pmax(latent + 0.7 * rnorm(n) * (0.5 + 0.3 * d$care), 1), 5) * 4) / 4
d$answer <- as.integer(cut(1.4 * latent + rlogis(n), c(-Inf, 1.2, 2.2, 3.6, 5.2, Inf)))
d$loyal <- round(pmin(pmax(0.4 + 0.5 * d$overall + 0.2 * d$care + 0.6 * rnorm(n), 1), 5) * 2) / 2
d$shop[c(3, 77, 150)] <- NA; d$care[c(9, 201)] <- NA; d$lost[12] <- NA
write.csv(d, "blocks.csv", row.names=FALSE, na="")

hc3 <- function(f) vcovHC(f, type="HC3")
wald <- function(f, terms) { w <- linearHypothesis(f, terms, vcov.=hc3(f)); unname(unlist(w[2, c("F", "Df", "Res.Df", "Pr(>F)")])[c(1, 2, 4)]) }
d$shop <- relevel(factor(d$shop), names(which.max(table(d$shop[complete.cases(d)]))))
d$age <- relevel(factor(d$age), names(which.max(table(d$age[complete.cases(d)]))))
c1 <- "shop + age + minutes"; c2 <- paste(c1, "+ speed + care + price"); c3 <- paste(c2, "+ lost + rude")
rows <- d[complete.cases(d), ]
fits <- lapply(c(c1, c2, c3), function(x) lm(as.formula(paste("overall ~", x)), rows))
own <- list(names(coef(fits[[1]]))[-1], c("speed", "care", "price"), c("lost", "rude"))
blocks <- lapply(1:3, function(i) { f <- fits[[i]]
  list(n=nobs(f), r2=summary(f)$r.squared, adj=summary(f)$adj.r.squared, names=names(coef(f))[-1], estimate=unname(coef(f)[-1]),
    hc3=unname(sqrt(diag(hc3(f)))[-1]), wald=wald(f, own[[i]])) })

m <- droplevels(d[complete.cases(d[c("overall", "speed", "care", "price", "shop")]), ])
moderation <- lapply(c("speed", "care", "price"), function(x) {
  f <- lm(as.formula(paste("overall ~ speed + care + price + shop + shop:", x)), m); b <- coef(f); V <- hc3(f)
  extra <- grep(":", names(b), value=TRUE)
  slopes <- lapply(levels(m$shop), function(l) { w <- setNames(rep(0, length(b)), names(b)); w[x] <- 1
    here <- intersect(extra, c(paste0("shop", l, ":", x), paste0(x, ":shop", l))); w[here] <- 1
    list(level=l, n=sum(m$shop == l), estimate=sum(w * b), se=sqrt(drop(t(w) %*% V %*% w))) })
  list(term=x, test=wald(f, extra), slopes=slopes) })

p <- polr(factor(answer) ~ speed + care + price, d, Hess=TRUE, control=list(reltol=1e-15, maxit=1000))
po <- d[complete.cases(d[c("speed", "care", "price")]), ]; X <- as.matrix(po[c("speed", "care", "price")]); k <- length(p$zeta)
minus <- function(t) { cum <- sapply(t[3 + 1:k], function(z) plogis(z - X %*% t[1:3])); pr <- cbind(cum, 1) - cbind(0, cum); -sum(log(pr[cbind(seq_len(nrow(X)), po$answer)])) }
H <- numDeriv::hessian(minus, c(coef(p), p$zeta)); V <- solve(H)
probs <- function(t) { cum <- sapply(t[3 + 1:k], function(z) plogis(z - X %*% t[1:3])); cbind(cum, 1) - cbind(0, cum) }
ame <- function(t) { dens <- sapply(t[3 + 1:k], function(z) dlogis(z - X %*% t[1:3])); slopes <- cbind(0, dens) - cbind(dens, 0)
  c(outer(colMeans(slopes), t[1:3]), t[1:3] * sum(colMeans(slopes) * 1:(k + 1))) }
J <- numDeriv::jacobian(ame, c(coef(p), p$zeta)); effects <- ame(c(coef(p), p$zeta)); errors <- sqrt(diag(J %*% V %*% t(J)))
# Brant (1990): binary models of every split, and the covariance between them
binary <- lapply(1:k, function(j) glm((answer > j) ~ speed + care + price, binomial, po, control=glm.control(epsilon=1e-14)))
Xi <- cbind(1, X); pi <- sapply(binary, fitted); b <- unlist(lapply(binary, function(g) coef(g)[-1])); C <- matrix(0, 3 * k, 3 * k)
for (j in 1:k) for (l in j:k) { W <- pi[, l] - pi[, j] * pi[, l]; A <- solve(t(Xi) %*% (Xi * (pi[, j] * (1 - pi[, j])))); B <- solve(t(Xi) %*% (Xi * (pi[, l] * (1 - pi[, l]))))
  block <- (A %*% (t(Xi) %*% (Xi * W)) %*% B)[-1, -1]; C[(j - 1) * 3 + 1:3, (l - 1) * 3 + 1:3] <- block; C[(l - 1) * 3 + 1:3, (j - 1) * 3 + 1:3] <- t(block) }
D <- cbind(diag(3), -diag(3)); D <- do.call(rbind, lapply(2:k, function(j) { M <- matrix(0, 3, 3 * k); M[, 1:3] <- diag(3); M[, (j - 1) * 3 + 1:3] <- -diag(3); M }))
brant <- function(R) { q <- R %*% b; x <- drop(t(q) %*% solve(R %*% C %*% t(R)) %*% q); c(x, nrow(R), pchisq(x, nrow(R), lower.tail=FALSE)) }
null <- polr(factor(answer) ~ 1, po)
ordered <- list(n=nobs(p), estimate=unname(coef(p)), thresholds=unname(p$zeta), se=unname(sqrt(diag(V))), log_likelihood=as.numeric(logLik(p)),
  mcfadden=1 - as.numeric(logLik(p)) / as.numeric(logLik(null)), test=2 * (as.numeric(logLik(p)) - as.numeric(logLik(null))),
  level_effects=matrix(effects[1:(3 * (k + 1))], k + 1), level_errors=matrix(errors[1:(3 * (k + 1))], k + 1),
  score_effects=unname(tail(effects, 3)), score_errors=tail(errors, 3),
  brant=brant(D), brant_terms=lapply(1:3, function(i) brant(D[seq(i, nrow(D), 3), , drop=FALSE])))

model <- 'overall ~ a1*speed + a2*care + a3*price
loyal ~ b*overall + c1*speed + c2*care + c3*price
i1 := a1*b
i2 := a2*b
i3 := a3*b
t1 := a1*b + c1
t2 := a2*b + c2
t3 := a3*b + c3'
e <- parameterEstimates(sem(model, d[complete.cases(d[c("overall", "loyal", "speed", "care", "price")]), ]))
pick <- function(x) e$est[match(x, e$label)]
mediation <- list(n=sum(complete.cases(d[c("overall", "loyal", "speed", "care", "price")])), first=pick(c("a1", "a2", "a3")), second=pick("b"),
  direct=pick(c("c1", "c2", "c3")), indirect=pick(c("i1", "i2", "i3")), total=pick(c("t1", "t2", "t3")))
write_json(list(blocks=blocks, moderation=moderation, ordered=ordered, mediation=mediation), "blocks.json", digits=NA, auto_unbox=TRUE)
