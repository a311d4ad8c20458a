"""What study.toml expects and asks for, by names of codebook.csv: is all of it declared?"""

from analysis.survey.declared.codebook import Codebook
from analysis.survey.declared.hypotheses import Hypothesis
from analysis.survey.declared.settings import Settings
from analysis.survey.problems import Problem, problem

PROMOTER_RANGE = (0, 10)  # the answers of which the net promoter score is defined (Reichheld 2003)


def reference_problems(codebook: Codebook, settings: Settings) -> list[Problem]:
    """Moderators and hypotheses that name what is not declared, and net promoter scores of what has none."""
    groups = [variable.name for variable in codebook.with_role("group")]
    strange = [name for name in settings.moderators if name not in groups]
    found = [problem("settings.unknown_moderator", name=name, known=groups) for name in strange]
    found += [entry for name in settings.nps for entry in promoter_problems(name, codebook)]
    for hypothesis in settings.hypotheses:
        found += hypothesis_problems(hypothesis, codebook, settings)
    return [entry.at("study.toml") for entry in found]


def promoter_problems(scale: str, codebook: Codebook) -> list[Problem]:
    """A net promoter score of anything but one question answered in whole numbers from 0 to 10."""
    items = codebook.members(scale)
    if [(v.low, v.high, v.step, v.reversed) for v in items] == [(*PROMOTER_RANGE, 1, False)]:
        return []
    ranges = list(dict.fromkeys(variable.range_text for variable in items))
    return [problem("settings.no_nps", name=scale, n_items=len(items), ranges=ranges)]


def hypothesis_problems(hypothesis: Hypothesis, codebook: Codebook, settings: Settings) -> list[Problem]:
    """The names of a hypothesis that stand for nothing that could take their place."""
    outcomes, scales = codebook.scales("outcome", settings), list(settings.scales)
    others = [*settings.pain_points, *(variable.name for variable in codebook.with_role("indicator"))]
    groups = [variable.name for variable in codebook.with_role("group")]
    places = {
        "predictor": [*scales, *others],
        "outcome": outcomes,
        "mediator": scales,
        "moderator": groups,
    }
    return [
        problem("hypotheses.unknown_name", hypothesis=hypothesis.name, place=place, name=name, known=known)
        for place, known in places.items()
        if (name := getattr(hypothesis, place)) and name not in known
    ]
