# What lavaan makes of an outcome regressed on the dimensions as factors; run in this folder: Rscript latent.R
suppressMessages({library(lavaan); library(jsonlite)})
fitted <- function(name, ...) {
  spec <- fromJSON(paste0(name, ".spec.json")); d <- read.csv(paste0(name, ".csv"))
  for (item in spec$reverse) d[item] <- sum(spec$scale) - d[item]
  measured <- c(spec$dimensions, list(SAT=spec$outcome))
  model <- c(mapply(function(f, x) paste(f, "=~", paste(x, collapse=" + ")), names(measured), measured),
    paste("SAT ~", paste(names(spec$dimensions), collapse=" + ")))
  f <- sem(model, d, ...); s <- standardizedSolution(f); p <- parameterEstimates(f); paths <- s$op == "~"; plain <- p[p$op == "~", ]
  list(n=lavInspect(f, "ntotal"), term=s$rhs[paths], beta=s$est.std[paths], low=s$ci.lower[paths], high=s$ci.upper[paths],
    estimate=plain$est, se=plain$se, z=plain$z, p=plain$pvalue, r2=unname(lavInspect(f, "r2")["SAT"]),
    rest=unlist(s[s$op == "~~" & s$lhs == "SAT" & s$rhs == "SAT", c("ci.lower", "ci.upper")], use.names=FALSE))
}
write_json(list(ecsq600=fitted("ecsq600", estimator="MLR"), ecsq600_missing=fitted("ecsq600_missing", estimator="MLR", missing="fiml"),
  ecsq600_ordered=fitted("ecsq600", estimator="WLSMV", ordered=TRUE)), "latent.json", digits=NA, auto_unbox=TRUE)
