# What lavaan makes of models that the other reference files leave out; run in this folder: Rscript cfa.R
# Holzinger & Swineford (1939): moments of nine tests of 301 pupils in two schools, published with lavaan's example.
suppressMessages({library(lavaan); library(jsonlite)})
numbers <- function(f) { p <- parameterEstimates(f, standardized=TRUE); s <- standardizedSolution(f)
  list(fit=as.list(unclass(fitMeasures(f))), parameters=list(lhs=p$lhs, op=p$op, rhs=p$rhs, group=p$group, est=p$est, se=p$se, std_all=p$std.all), std_se=s$se) }
moments <- function(d) list(n=nrow(d), mean=unname(colMeans(d)), cov=unname(cov(d)*(nrow(d)-1)/nrow(d)))
save <- function(x, path) write_json(x, path, digits=NA, auto_unbox=TRUE, na="null", null="null")
steps <- list(configural="", metric="loadings", scalar=c("loadings", "intercepts"), strict=c("loadings", "intercepts", "residuals"))

d <- HolzingerSwineford1939; tests <- paste0("x", 1:9)
hs <- "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\nspeed =~ x7 + x8 + x9"
f <- cfa(hs, d); m <- modindices(f, sort.=TRUE)
save(list(items=tests, all=moments(d[, tests]), schools=lapply(split(d[, tests], d$school), moments), ml=numbers(f),
  modification=list(lhs=m$lhs, op=m$op, rhs=m$rhs, mi=m$mi, epc=m$epc, sepc_all=m$sepc.all), correlation_residuals=unname(resid(f, "cor")$cov),
  structural=numbers(sem(paste(hs, "speed ~ visual + textual", sep="\n"), d)),
  method=numbers(suppressWarnings(cfa(paste(hs, paste("method =~", paste0("1*", tests, collapse=" + ")), "method ~~ 0*visual + 0*textual + 0*speed", sep="\n"), d))),
  steps=lapply(steps, function(e) numbers(cfa(hs, d, group="school", group.equal=e)))), "holzinger_swineford.json")

spec <- fromJSON("ecsq600_missing.spec.json"); d <- read.csv(spec$data)
for (i in spec$reverse) d[[i]] <- sum(spec$scale) - d[[i]]
items <- unlist(spec$dimensions, use.names=FALSE); xc <- d[complete.cases(d[, items]) & d$gender != "", ]
model <- paste(sapply(names(spec$dimensions), function(n) paste(n, "=~", paste(spec$dimensions[[n]], collapse=" + "))), collapse="\n")
mlr <- lapply(steps[1:3], function(e) cfa(model, xc, group="gender", group.equal=e, estimator="MLR"))
difference <- function(method) { a <- lavTestLRT(mlr$configural, mlr$metric, method=method); list(statistic=a[2, "Chisq diff"], df=a[2, "Df diff"], p=a[2, "Pr(>Chisq)"]) }
f <- cfa(model, xc)
save(list(steps_mlr=lapply(mlr, numbers), scalar_mlm=numbers(cfa(model, xc, group="gender", group.equal=steps$scalar, estimator="MLM")),
  sb2001=difference("satorra.bentler.2001"), sb2010=difference("satorra.bentler.2010"),
  residual_covariance=numbers(cfa(paste(model, "RES1 ~~ RES2", sep="\n"), xc, std.lv=TRUE, estimator="MLR")),
  scores=unname(lavPredict(f)[1:20, ]), fiml_scores=unname(lavPredict(cfa(model, d, missing="fiml"))[1:20, ]),
  fiml_groups=numbers(cfa(model, d[d$gender != "", ], missing="fiml", group="gender", group.equal=steps$scalar)),
  fiml_groups_mlr=numbers(cfa(model, d[d$gender != "", ], missing="fiml", group="gender", group.equal=steps$scalar, estimator="MLR"))), "cfa.json")
