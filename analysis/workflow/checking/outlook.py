"""What the report of a sound study will lack, and which of its models will be too large or too small for the data."""

from analysis.survey.declared.declarations import MAX_STEPS, Variable
from analysis.survey.problems import Problem, problem
from analysis.survey.study import Study

LARGE_MODEL = 60  # items from which correlations of ordered categories take minutes and gigabytes
SMALL_SAMPLE = 100  # complete rows below which factor solutions are unstable (Gorsuch 1983)
ROWS_PER_ITEM = 5  # and complete rows per item (Gorsuch 1983)


def outlook(study: Study) -> list[Problem]:
    """Analyses that the study does not allow, and models that its size makes doubtful."""
    return [*lacking(study), *sizes(study), *kinds(study)]


def lacking(study: Study) -> list[Problem]:
    """Analyses that need something the study does not declare."""
    single = [name for name, answers in study.all_scales.items() if answers.shape[1] == 1]
    pairs = [name for name, answers in study.scales.items() if answers.shape[1] == 2]
    found = {
        "outlook.no_outcome": not study.outcomes,
        "outlook.one_dimension": len(study.scales) == 1,
        "outlook.no_groups": study.groups.empty,
        "outlook.not_screened": not study.screening.applied,
    }
    lacks = [problem(code) for code, holds in found.items() if holds]
    lacks += [problem("outlook.single_items", names=single)] if single else []
    return lacks + ([problem("outlook.two_items", names=pairs)] if pairs else [])


def sizes(study: Study) -> list[Problem]:
    """Factor models for which there are too few complete rows, or too many items."""
    n_items, n_complete = study.items.shape[1], len(study.items.dropna())
    found = []
    if n_complete <= n_items:
        found.append(problem("outlook.more_items_than_rows", n_items=n_items, n=n_complete))
    elif n_complete < max(SMALL_SAMPLE, ROWS_PER_ITEM * n_items):
        least = max(SMALL_SAMPLE, ROWS_PER_ITEM * n_items)
        found.append(problem("outlook.small_sample", n_items=n_items, n=n_complete, least=least))
    if n_items > LARGE_MODEL:
        found.append(problem("outlook.large_model", n_items=n_items, most=LARGE_MODEL))
    return found


def kinds(study: Study) -> list[Problem]:
    """Items whose answers call for other methods: of two values, or of any number."""
    variables = study.codebook.with_role("item", "outcome")
    binary = [v.name for v in variables if n_answers(v) == 2]
    continuous = [v.name for v in variables if n_answers(v) is None]
    found = [problem("outlook.binary", names=binary)] if binary else []
    return found + ([problem("outlook.continuous", names=continuous)] if continuous else [])


def n_answers(variable: Variable) -> int | None:
    """How many different answers can be given; None where any number is one, or too many to count as categories."""
    if variable.step is None:
        return None
    n = round((variable.high - variable.low) / variable.step) + 1
    return n if n <= MAX_STEPS + 1 else None
