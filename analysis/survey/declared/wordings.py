"""The texts that readers will see: are they there, in every language of the report?"""

from analysis.survey.declared.codebook import Codebook
from analysis.survey.declared.declarations import STEPPED_ROLES
from analysis.survey.declared.names import is_question
from analysis.survey.declared.settings import Settings
from analysis.survey.problems import Problem, problem


def wording_warnings(codebook: Codebook, settings: Settings) -> list[Problem]:
    """Items without any wording, and texts that a language of the report has to borrow from the other."""
    variables = codebook.with_role(*STEPPED_ROLES)
    bare = [variable.name for variable in variables if not variable.has_text and not is_question(variable.name)]
    warnings = [problem("wording.none", names=bare).at("codebook.csv")] if bare else []
    for language in settings.languages:
        names = [v.name for v in variables if v.has_text and language not in v.worded]
        labels = [where for where, lacking in settings.borrowed.items() if language in lacking]
        if names:
            warnings.append(problem("wording.items_borrowed", language=language, names=names).at("codebook.csv"))
        if labels:
            warnings.append(problem("wording.labels_borrowed", language=language, names=labels).at("study.toml"))
    return warnings
