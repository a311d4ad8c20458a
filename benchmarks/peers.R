# R's side of the speed benchmark: a session that answers on demand how long psych and lavaan take.
#
# usage: Rscript peers.R FOLDER     with complete.csv, answers.csv, scores.csv and scales.json in FOLDER
# Each line read is a job's name and a clock, "wall" or "processor"; each line written is "=> " and JSON: for every peer of the job the seconds of one call
# (mean of a loop of at least a tenth of a second where a call is shorter) and the key numbers it found.
# Where a peer is timed on fewer resamples than the job has, its time is scaled up and `resamples` says from how many.
suppressPackageStartupMessages({library(psych); library(lavaan); library(jsonlite); library(GPArotation)})
cores <- parallel::detectCores()
options(mc.cores = cores)  # psych's bootstrap, simulations and polychorics use every core

folder <- commandArgs(TRUE)[1]
read_table <- function(name) read.csv(file.path(folder, name))
scales <- fromJSON(file.path(folder, "scales.json"))
complete <- read_table("complete.csv")
answers <- read_table("answers.csv")
scores <- if (file.exists(file.path(folder, "scores.csv"))) read_table("scores.csv")
items <- unlist(scales, use.names = FALSE)
n_obs <- nrow(complete)
model <- paste(names(scales), "=~", sapply(scales, paste, collapse = " + "), collapse = "\n")
few <- function(wanted, at_most) min(wanted, if (n_obs > 20000) at_most else 1000)

# ---- reliability
alphas <- function() unlist(lapply(scales, function(s) {
  found <- suppressWarnings(alpha(complete[s], check.keys = FALSE, warnings = FALSE))
  c(found$total$raw_alpha, found$item.stats$r.drop, found$alpha.drop$raw_alpha)
}))
psych_bootstrap <- function(n) function() unlist(lapply(scales, function(s) {
  found <- suppressWarnings(alpha(complete[s], check.keys = FALSE, warnings = FALSE, n.iter = n))
  found$boot.ci[c(1, 3)]
}))
alpha_of <- function(S) { k <- nrow(S); k / (k - 1) * (1 - sum(diag(S)) / sum(S)) }
base_bootstrap <- function(n) function() unlist(lapply(scales, function(s) {
  x <- as.matrix(complete[s])
  quantile(replicate(n, alpha_of(cov(x[sample.int(n_obs, replace = TRUE), ]))), c(.025, .975))
}))
bootstrap_peers <- function(wanted) {
  n <- few(wanted, 5)
  list(psych = list(run = psych_bootstrap(n), done = n / wanted), `base R` = list(run = base_bootstrap(n), done = n / wanted))
}
model_bootstrap <- function(wanted) {  # the numbers are those of the data themselves
  n <- 3
  omegas <- function(rows) { fit <- cfa(model, complete[rows, ]); suppressMessages(semTools::compRelSEM(fit)) }
  list(lavaan = list(run = function() {
    replicate(n, omegas(sample.int(n_obs, replace = TRUE)))
    omegas(seq_len(n_obs))
  }, done = (n + 1) / wanted))
}

# ---- exploratory
adequacy <- function() { R <- cor(complete); c(KMO(R)$MSA, cortest.bartlett(R, n_obs)$chisq) }
exploratory <- function() {
  found <- fa(cor(complete), 5, n.obs = n_obs, fm = "minres", rotate = "oblimin")
  c(found$communality, found$rms)
}
parallel_peer <- function(which, wanted) {
  n <- if (n_obs > 20000) 10 else wanted
  run <- function() {
    found <- fa.parallel(cor(complete), n.obs = n_obs, fa = which, fm = "minres", n.iter = n, plot = FALSE)
    c(found$ncomp, found$pc.sim[1], if (which == "both") found$fa.sim[1])
  }
  list(psych = list(run = run, done = n / wanted))
}

# ---- polychorics and factor models
lower <- function(R) R[lower.tri(R)]
indices <- function(fit, names) {
  rows <- parTable(fit)$op == "=~"
  c(fitMeasures(fit)[names], parTable(fit)$est[rows], parTable(fit)$se[rows])
}
plain <- c("chisq", "cfi", "tli", "rmsea", "rmsea.ci.upper", "srmr")
robust <- c("chisq.scaled", "cfi.robust", "tli.robust", "rmsea.robust", "srmr")
fitted_model <- function(data, names, ...) function() indices(cfa(model, data, ...), names)

# ---- importance
shares_of <- function(S) {  # LMG by all submodels, the outcome last
  k <- nrow(S) - 1; y <- k + 1
  explained <- sapply(0:(2^k - 1), function(subset) {
    chosen <- which(bitwAnd(subset, 2^(0:(k - 1))) > 0)
    if (length(chosen)) sum(S[chosen, y] * solve(S[chosen, chosen], S[chosen, y])) / S[y, y] else 0
  })
  sapply(1:k, function(j) {
    without <- which(bitwAnd(0:(2^k - 1), 2^(j - 1)) == 0)
    size <- sapply(without - 1, function(subset) sum(bitwAnd(subset, 2^(0:(k - 1))) > 0))
    sum(factorial(size) * factorial(k - size - 1) / factorial(k) * (explained[without + 2^(j - 1)] - explained[without]))
  })
}
importance_peers <- function(wanted) {
  if (is.null(scores)) return(list())
  x <- as.matrix(scores)
  if (requireNamespace("relaimpo", quietly = TRUE)) {
    n <- 100
    run <- function() relaimpo::boot.relimp(scores[c(ncol(x), 1:(ncol(x) - 1))], b = n, type = "lmg")@boot$t0[2:ncol(x)]
    return(list(relaimpo = list(run = run, done = n / wanted)))
  }
  n <- 100
  run <- function() {
    replicate(n, shares_of(cov(x[sample.int(n_obs, replace = TRUE), ])))
    shares_of(cov(x))
  }
  list(`base R` = list(run = run, done = n / wanted))
}

whole <- function(run) list(run = run, done = 1)
jobs <- list(
  alpha = function() list(psych = whole(alphas)),
  bootstrap_2000 = function() bootstrap_peers(2000),
  bootstrap_10000 = function() bootstrap_peers(10000),
  bootstrap_model = function() model_bootstrap(2000),
  adequacy = function() list(psych = whole(adequacy)),
  efa = function() list(psych = whole(exploratory)),
  parallel_components = function() parallel_peer("pc", 1000),
  parallel_factors = function() parallel_peer("both", 1000),
  polychoric = function() list(
    lavaan = whole(function() lower(unclass(lavCor(complete, ordered = items, output = "cor")))),
    psych = whole(function() lower(polychoric(complete, correct = 0, smooth = FALSE)$rho))),
  cfa_ml = function() list(lavaan = whole(fitted_model(complete, plain))),
  cfa_mlr = function() list(lavaan = whole(fitted_model(complete, c(plain, robust), estimator = "MLR"))),
  cfa_fiml = function() list(lavaan = whole(fitted_model(answers, plain, missing = "fiml"))),
  cfa_fiml_mlr = function() list(lavaan = whole(fitted_model(answers, c(plain, robust), missing = "fiml", estimator = "MLR"))),
  cfa_wlsmv = function() list(lavaan = whole(fitted_model(complete, c(plain, robust), ordered = items))),
  importance = function() importance_peers(10000))

clocks <- list(
  wall = function() as.numeric(Sys.time()),
  processor = function() { p <- proc.time(); sum(p[1:2]) + sum(p[4:5]) / cores })  # as if parallel work lost nothing
seconds_of <- function(run, clock) {
  elapsed <- function(times) { start <- clock(); for (i in seq_len(times)) found <- run(); list(
    seconds = (clock() - start) / times, numbers = unname(found)) }
  first <- elapsed(1)
  if (first$seconds > .1) first else elapsed(ceiling(.1 / max(first$seconds, .001)))
}
quietly <- function(run) { sink(nullfile()); on.exit(sink()); suppressMessages(suppressWarnings(run())) }
answer <- function(name, clock) lapply(jobs[[name]](), function(peer) {
  set.seed(1)
  found <- tryCatch(quietly(function() seconds_of(peer$run, clocks[[clock]])), error = function(e) list(error = conditionMessage(e)))
  if (is.null(found$error)) found$seconds <- found$seconds / peer$done
  c(found, list(share = peer$done))
})
say <- function(value) cat("=> ", toJSON(value, digits = NA, auto_unbox = TRUE, na = "null", null = "null"), "\n", sep = "")

version_of <- function(name) if (requireNamespace(name, quietly = TRUE)) as.character(packageVersion(name))
say(list(R = paste(R.version$major, R.version$minor, sep = "."), psych = version_of("psych"), lavaan = version_of("lavaan"),
         semTools = version_of("semTools"), blas = basename(extSoftVersion()[["BLAS"]])))
requests <- file("stdin"); open(requests)
while (length(line <- readLines(requests, n = 1)) > 0) {
  request <- strsplit(line, " ")[[1]]
  say(answer(request[1], request[2]))
}
