"""The measurement model and the regression of a report as a script for R, so that a reviewer can rerun both."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.exporting.columns import Export
from analysis.survey.problems import problem
from analysis.survey.values import shown

ESTIMATORS = {
    "ml": 'estimator = "ML"',
    "mlr": 'estimator = "MLR"',
    "fiml": 'estimator = "ML", missing = "fiml"',
    "fiml_mlr": 'estimator = "MLR", missing = "fiml"',
    "wlsmv": 'estimator = "WLSMV", ordered = TRUE',
}
READERS = {
    "csv": 'read.csv("{file}", fileEncoding = "UTF-8-BOM")',
    "sav": 'as.data.frame(haven::zap_labels(haven::read_sav("{file}")))',
    "dta": 'as.data.frame(haven::zap_labels(haven::read_dta("{file}")))',
}
HC3 = """\
x <- model.matrix(regression)
inverse <- solve(crossprod(x))
scaled <- x * (resid(regression) / (1 - hatvalues(regression)))
cbind(estimate = coef(regression), std_error = sqrt(diag(inverse %*% crossprod(scaled) %*% inverse)))"""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The factor model that the report read: its items by scale, and the estimator, a key of `ESTIMATORS`."""

    scales: Mapping[str, Sequence[str]]
    estimator: str


def script(export: Export, file: str, model: Measured | None) -> str:
    """
    The script; empty where the report has neither a factor model nor a regression.

    Parameters
    ----------
    export : Export
    file : str
        The answers' file, which lies beside the script.
    model : Measured or None
    """
    parts = [*(model_lines(export, model) if model else []), *regression_lines(export)]
    if not parts:
        return ""
    title = " ".join(export.study.settings.title[export.language].split())
    reader = READERS[file.rpartition(".")[2]].format(file=file)
    head = [comment(export, "script", title=title), *(["library(lavaan)"] if model else []), f"answers <- {reader}"]
    return "\n".join([*head, *turning_lines(export), "", *parts]) + "\n"


def comment(export: Export, key: str, **values: object) -> str:
    """A line of words in a script."""
    return f"# {problem(f'export.{key}', **values).text(export.language)}"


def turning_lines(export: Export) -> Iterator[str]:
    """Where items left as they were answered: the reversed ones turned round, as the report analyses them."""
    for variable in export.variables if export.raw else ():
        if variable.reversed:
            name = export.names["variable", variable.name]
            yield f"answers${name} <- {shown(variable.low + variable.high)} - answers${name}"


def model_lines(export: Export, model: Measured) -> Iterator[str]:
    """The factor model as the report fits it, factors with a variance of one."""
    yield comment(export, "script_model")
    yield 'model <- "'
    for scale, items in model.scales.items():
        yield f"  {export.names['factor', scale]} =~ {' + '.join(export.names['variable', item] for item in items)}"
    yield '"'
    yield f"fit <- cfa(model, data = answers, {ESTIMATORS[model.estimator]}, std.lv = TRUE)"
    yield "summary(fit, fit.measures = TRUE, standardized = TRUE)"
    yield ""


def regression_lines(export: Export) -> Iterator[str]:
    """The first outcome on the dimensions: by least squares, where it is one item of two answers by logistic too."""
    study = export.study
    if study.satisfaction is None:
        return
    outcome, *terms = (export.names["score", name] for name in [next(iter(study.outcomes)), *study.scales])
    answers = study.satisfaction[study.items.notna().all(axis=1)].iloc[:, 0]
    on = " + ".join(terms)
    if study.satisfaction.shape[1] == 1 and answers.nunique() == 2:
        yield comment(export, "script_logistic")
        event = f"I({outcome} == {shown(float(answers.max()))})"
        yield f"summary(glm({event} ~ {on}, family = binomial, data = answers))"
        yield ""
    yield comment(export, "script_regression")
    yield f"regression <- lm({outcome} ~ {on}, data = answers)"
    yield "summary(regression)"
    yield HC3
