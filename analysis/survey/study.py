"""
A study: settings, codebook and sample, from one folder.

`loading.load` is the only door to the data. The views of a `Study` are what the chapters ask for, so that no chapter
selects, reverses or counts by itself.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis.survey.answers.groups import group_warnings
from analysis.survey.answers.keyed import complete_steps, keyed_answers, sample_problems
from analysis.survey.answers.multi import chosen_options, option_labels, option_warnings
from analysis.survey.answers.pain_points import pain_point_answers, severity_ranges, too_rare
from analysis.survey.answers.privacy import personal_warnings
from analysis.survey.answers.suspicions import (
    against_scale_warnings,
    constant_warnings,
    identical_warnings,
    label_warnings,
    repeated_id_warnings,
)
from analysis.survey.declared.codebook import Codebook
from analysis.survey.declared.declarations import ANSWER_ROLES, CONDITIONAL_ROLES
from analysis.survey.declared.hypotheses import Hypothesis
from analysis.survey.declared.settings import Settings
from analysis.survey.declared.wordings import wording_warnings
from analysis.survey.description import level_counts, multi_section, study_section
from analysis.survey.errors import DataError, require_none
from analysis.survey.folder import Folder
from analysis.survey.problems import Problem
from analysis.survey.screening.alternatives import other_rules
from analysis.survey.screening.flags import Respondents
from analysis.survey.screening.screening import ScreeningResult, screened
from analysis.survey.sections import GroupLevel, RespondentsSection, StudySection


@dataclass(frozen=True, kw_only=True, eq=False)
class Study:
    """
    What was asked and who answered.

    Attributes
    ----------
    name : str
        The folder's name.
    read : Folder
        The folder as it was read.
    answers : pandas.DataFrame
        Those analysed: items and outcomes, reversed where declared, as floats; indexed by spreadsheet row.
    screening : ScreeningResult
    """

    name: str
    read: Folder
    answers: pd.DataFrame
    screening: ScreeningResult

    @property
    def folder(self) -> Path:
        """Where the study lies."""
        return self.read.path

    @property
    def settings(self) -> Settings:
        """What study.toml says."""
        return self.read.settings

    @property
    def codebook(self) -> Codebook:
        """What codebook.csv says."""
        return self.read.codebook

    @property
    def received(self) -> pd.DataFrame:
        """Everyone received, declared columns only, not reversed; indexed by spreadsheet row."""
        return self.read.received.answers

    @property
    def not_applicable(self) -> pd.DataFrame:
        """
        Of those analysed, whether a question does not apply to them: they said so, or it could not be put to them.

        A column for each variable that has such a code or a condition.
        """
        return self.read.received.not_applicable[self.screening.kept]

    @cached_property
    def asked(self) -> pd.DataFrame:
        """Of those analysed, whether each item, outcome, pain point and indicator could be put to them."""
        conditional = self.read.received.asked[self.screening.kept]
        names = [variable.name for variable in self.codebook.with_role(*CONDITIONAL_ROLES)]
        return pd.DataFrame(True, index=conditional.index, columns=names).assign(
            **{str(name): could for name, could in conditional.items()}
        )

    @cached_property
    def warnings(self) -> list[Problem]:
        """What is sound but suspicious, or was read otherwise than it stands in the files: for a person to look at."""
        variables = self.codebook.with_role(*ANSWER_ROLES)
        given = self.analysed[[variable.name for variable in variables]]
        groups = {name: self.analysed[name] for name in self.groups}
        ids = self.codebook.with_role("respondent_id")
        return [
            *self.read.warnings,
            *wording_warnings(self.codebook, self.settings),
            *personal_warnings(self.codebook, self.received),
            *label_warnings(variables),
            *against_scale_warnings(self.all_scales),
            *identical_warnings(given, self.ranges),
            *constant_warnings(self.all_scales),
            *(found for v in ids for found in repeated_id_warnings(self.analysed[v.name])),
            *(found for name, levels in groups.items() for found in group_warnings(name, levels)),
            *(found for name, chosen in self.multi.items() for found in option_warnings(name, chosen)),
        ]

    @cached_property
    def scales(self) -> dict[str, pd.DataFrame]:
        """The answers to each dimension's items, in the order of study.toml."""
        return self._scales_of("item")

    @cached_property
    def outcomes(self) -> dict[str, pd.DataFrame]:
        """The answers to each outcome scale, in the order of study.toml; the first is the one to explain."""
        return self._scales_of("outcome")

    @cached_property
    def all_scales(self) -> dict[str, pd.DataFrame]:
        """Dimensions, then outcomes."""
        return self.scales | self.outcomes

    def _scales_of(self, role: str) -> dict[str, pd.DataFrame]:
        names = self.codebook.scales(role, self.settings)
        return {name: self.answers[[variable.name for variable in self.codebook.members(name)]] for name in names}

    @cached_property
    def items(self) -> pd.DataFrame:
        """The answers to all items of all dimensions, scale by scale."""
        return pd.concat(self.scales.values(), axis=1)

    @cached_property
    def scale_of(self) -> dict[str, str]:
        """The dimension of each item."""
        return {item: name for name, answers in self.scales.items() for item in answers}

    @cached_property
    def satisfaction(self) -> pd.DataFrame | None:
        """The answers to the outcome to be explained; None in a study without outcome."""
        return next(iter(self.outcomes.values()), None)

    @cached_property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """The declared ends of the answer scale of each item, outcome and pain point."""
        return {v.name: (v.low, v.high) for v in self.codebook.with_role(*ANSWER_ROLES, "pain_point")}

    @cached_property
    def steps(self) -> dict[str, float | None]:
        """The distance between two answers that can be given to each item, outcome and pain point; None for any."""
        return {v.name: v.step for v in self.codebook.with_role(*ANSWER_ROLES, "pain_point")}

    @cached_property
    def analysed(self) -> pd.DataFrame:
        """Those analysed, all declared columns, not reversed."""
        return self.received[self.screening.kept]

    @cached_property
    def groups(self) -> pd.DataFrame:
        """The group levels of those analysed."""
        return self.analysed[[variable.name for variable in self.codebook.with_role("group")]]

    @cached_property
    def promoters(self) -> dict[str, pd.DataFrame]:
        """The answers to each question of which the net promoter score is asked."""
        return {name: self.all_scales[name] for name in self.settings.nps}

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """The measured quantities of those analysed, less those that are withheld; yes or no as 1 and 0."""
        return self.analysed[[name for name in self.indicator_kinds if name not in self.withheld]]

    @cached_property
    def indicator_kinds(self) -> dict[str, str]:
        """What each indicator is, "quantity" or "yes_no"."""
        return {variable.name: variable.kind for variable in self.codebook.with_role("indicator")}

    @property
    def hypotheses(self) -> tuple[Hypothesis, ...]:
        """What the author expects, in the order of study.toml."""
        return self.settings.hypotheses

    @cached_property
    def pain_points(self) -> dict[str, pd.DataFrame]:
        """For each pain point that is not withheld "met", "severity", and whether it "applies" to a person."""
        return {name: answers for name, answers in self._every_pain_point.items() if name not in self.withheld}

    @cached_property
    def _every_pain_point(self) -> dict[str, pd.DataFrame]:
        by_name = self.codebook.pain_points(self.settings)
        return {name: pain_point_answers(self.analysed, self.not_applicable, asked) for name, asked in by_name.items()}

    @cached_property
    def withheld(self) -> list[str]:
        """Pain points, and indicators of yes and no, that so few met, or did not, that a count would expose them."""
        said = {name: answers["met"] for name, answers in self._every_pain_point.items() if "met" in answers}
        measured = {name: self.analysed[name] for name, kind in self.indicator_kinds.items() if kind == "yes_no"}
        return too_rare(said | measured, self.settings.min_cell)

    @cached_property
    def severity_ranges(self) -> dict[str, tuple[float, float]]:
        """The declared ends of the scale of severity of each pain point that has one."""
        return severity_ranges(self.codebook.with_role("pain_point"))

    @cached_property
    def multi(self) -> dict[str, pd.DataFrame]:
        """For each question with several answers a column per option: 1 chosen, 0 not chosen, NaN not asked."""
        return {
            name: chosen_options(self.analysed, self.codebook.options(name), self.settings.separators.get(name))
            for name in self.settings.multi
        }

    def group_counts(self) -> dict[str, list[GroupLevel]]:
        """For each group variable its levels, with their share of those analysed who gave an answer."""
        return {name: level_counts(levels) for name, levels in self.groups.items()}

    def sample(self) -> RespondentsSection:
        """Who was received, excluded and analysed, from which groups, and to whom questions did not apply."""
        return RespondentsSection(
            flow=self.screening.flow,
            excluded=self.screening.reasons,
            flags=self.screening.flags,
            screening=self.screening.summary,
            straight_lining=self.screening.straight_lining,
            groups=self.group_counts(),
            not_applicable={str(name): int(says.sum()) for name, says in self.not_applicable.items()},
            asked={str(name): int(self.asked[name].sum()) for name in self.read.received.asked},
        )

    def meta(self) -> StudySection:
        """What was asked, as it stands in results.json."""
        asked, options = self.settings.multi, self.codebook.options
        multi = [multi_section(name, asked[name], option_labels(of, options(name))) for name, of in self.multi.items()]
        told = {**study_section(self.read), "n_received": len(self.received), "n_analysed": len(self.answers)}
        return StudySection(name=self.name, **told, withheld=self.withheld, multi=multi)

    def screened_otherwise(self) -> "dict[str, Study]":
        """The study as it is ("analysed"), then as other rules screen it, without those that keep the same people."""
        found = {"analysed": self}
        for name, screening in (other_rules(self.settings.screening) if self.screening.applied else {}).items():
            with suppress(DataError):  # too few are left, or all too much alike
                other = assembled(replace(self.read, settings=replace(self.settings, screening=screening)))
                kept, known = other.screening.kept, [one.screening.kept for one in found.values()]
                if kept.any() and all((kept != before).any() for before in known):
                    found[name] = other
        return found


def assembled(folder: Folder) -> Study:
    """A study from a folder in which nothing is wrong: answers keyed, respondents screened."""
    settings, codebook, received = folder.settings, folder.codebook, folder.received
    keyed = keyed_answers(received.answers, codebook)
    respondents = Respondents(
        received=received.answers,
        keyed=keyed,
        not_applicable=received.not_applicable,
        codebook=codebook,
        settings=settings.screening,
    )
    screening = screened(respondents, complete_steps(settings, codebook), received.n_not_kept)
    answers = keyed[screening.kept]
    require_none([found.at(settings.responses) for found in sample_problems(answers)])
    return Study(name=folder.path.resolve().name, read=folder, answers=answers, screening=screening)
