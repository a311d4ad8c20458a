"""What leaves of a study: each column with its name, its values, its label and the labels of its values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from analysis.exporting.names import legal_names
from analysis.survey import Study
from analysis.survey.answers.multi import MANY_OPTIONS, option_labels
from analysis.survey.answers.privacy import kind_of_content, kind_of_name
from analysis.survey.declared.declarations import ANSWER_ROLES, Variable
from analysis.survey.declared.names import item_labels
from analysis.survey.problems import problem
from analysis.survey.values import cell_value

Key = tuple[str, str]
"""What a column is, "variable", "option:<set>" or "score", and its name in the study."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Column:
    """
    One column as it leaves.

    Attributes
    ----------
    name : str
        Legal in every program.
    values : pandas.Series
        Numbers, missing ones NaN, or the levels of a group.
    label : str
        The wording that a program shows.
    labels : dict
        The texts of its values, by number.
    variable : Variable or None
        Its row of the codebook, under its new name and as its values now stand; None for a score or an option.
    """

    name: str
    values: pd.Series
    label: str
    labels: dict[float, str]
    variable: Variable | None = None

    @property
    def is_group(self) -> bool:
        """Whether the values are levels, not numbers."""
        return isinstance(self.values.dtype, pd.CategoricalDtype)

    @cached_property
    def is_whole(self) -> bool:
        """Whether every number is a whole one."""
        return not self.is_group and bool((self.values.dropna() % 1 == 0).all())

    @property
    def numbers(self) -> pd.Series:
        """The values as numbers: of a group the places of its levels, from 1."""
        return (self.values.cat.codes + 1.0).where(self.values.notna()) if self.is_group else self.values.astype(float)


@dataclass(frozen=True, kw_only=True, eq=False)
class Export:
    """
    All that leaves of a study.

    Attributes
    ----------
    study : Study
    scores : pandas.DataFrame
        A column per scale, of those analysed.
    raw : bool
        Whether reversed items are left as they were answered.
    language : str
        The language of the labels.
    """

    study: Study
    scores: pd.DataFrame
    raw: bool
    language: str

    @cached_property
    def personal(self) -> dict[str, str]:
        """The groups that stay behind because they look personal, with what they seem to hold."""
        found = {
            name: kind_of_content(levels.dropna().astype(str).unique()) or kind_of_name(name)
            for name, levels in self.study.groups.items()
        }
        return {name: kind for name, kind in found.items() if kind}

    @cached_property
    def free_texts(self) -> list[str]:
        """The sets of so many options that they are most likely free texts, which stay behind."""
        return [name for name, chosen in self.study.multi.items() if chosen.shape[1] > MANY_OPTIONS]

    @cached_property
    def variables(self) -> list[Variable]:
        """The declared columns that leave: groups, items, outcomes, indicators, pain points."""
        study = self.study
        groups = [v for v in study.codebook.with_role("group") if v.name not in self.personal]
        answers = [variable for name in study.all_scales for variable in study.codebook.members(name)]
        return [*groups, *answers, *study.codebook.with_role("indicator"), *study.codebook.with_role("pain_point")]

    @cached_property
    def options(self) -> list[tuple[str, str]]:
        """The options of the questions with several answers that leave: set and option."""
        sets = ((name, chosen) for name, chosen in self.study.multi.items() if name not in self.free_texts)
        return [(name, str(option)) for name, chosen in sets for option in chosen]

    @cached_property
    def names(self) -> dict[Key, str]:
        """The legal name of every column, and under "factor" of every scale."""
        members = {name: self.study.codebook.members(name) for name in self.study.all_scales}
        placed = {v.name: f"{name}_{place}" for name, vs in members.items() for place, v in enumerate(vs, start=1)}
        others = {name: [label, placed[name]] for name, label in item_labels(members).items()}
        wanted = {("variable", v.name): [v.name, *others.get(v.name, [v.label])] for v in self.variables}
        wanted |= {("factor", name): [name] for name in self.study.all_scales}
        found = legal_names(wanted)
        sets = legal_names({name: [name] for name in self.study.multi})
        numbered = {(f"option:{name}", option): place for place, (name, option) in enumerate(self.options, start=1)}
        more = {key: [f"{sets[key[0].partition(':')[2]][:24]}_{place}"] for key, place in numbered.items()}
        more |= {("score", name): [f"{found['factor', name][:27]}_mean"] for name in self.study.all_scales}
        return legal_names({key: [name] for key, name in found.items()} | more)

    @cached_property
    def renamed(self) -> dict[str, str]:
        """The new names of declared columns whose own are not legal, by their own."""
        return {name: new for (kind, name), new in self.names.items() if kind == "variable" and new != name}

    @cached_property
    def columns(self) -> list[Column]:
        """Everything that leaves, in its order."""
        return [*map(self.declared, self.variables), *self.chosen(), *self.scored()]

    def declared(self, variable: Variable) -> Column:
        """The column of a row of the codebook."""
        turned = variable.reversed and not self.raw
        is_answer = variable.role in ANSWER_ROLES
        values = (self.study.answers if is_answer and not self.raw else self.study.analysed)[variable.name]
        name, text = self.names["variable", variable.name], variable.text[self.language]
        code = "export.turned" if turned else "export.as_answered" if variable.reversed else ""
        label = problem(code, text=text).text(self.language) if code else text
        if variable.role == "group":
            labels = {place: str(level) for place, level in enumerate(values.cat.categories, start=1)}
            return Column(name=name, values=values, label=label, labels=labels, variable=replace(variable, name=name))
        labels = self.value_labels(variable, turned)
        shown = variable.label or ("" if name == variable.name else variable.name)
        left = replace(variable, name=name, labels=labels, reversed=variable.reversed and self.raw, label=shown)
        return Column(name=name, values=values, label=label, labels=labels, variable=left)

    def value_labels(self, variable: Variable, turned: bool) -> dict[float, str]:
        """The texts of the answers on the scale, from the codebook or else from the response file, as values stand."""
        if not variable.has_range:
            return {}
        given: Mapping = variable.labels or self.study.read.table.value_labels.get(variable.name, {})
        texts = {cell_value(value): str(text) for value, text in given.items()}
        on_scale = {
            value: text
            for value, text in texts.items()
            if isinstance(value, float) and variable.low <= value <= variable.high and value not in variable.missing
        }
        ends = variable.low + variable.high
        return dict(sorted((ends - value if turned else value, text) for value, text in on_scale.items()))

    def chosen(self) -> Iterator[Column]:
        """A column per option: 1 chosen, 0 not chosen."""
        yes, no = (problem(f"export.{key}").text(self.language) for key in ("chosen", "not_chosen"))
        for name in dict.fromkeys(name for name, _ in self.options):
            chosen, label = self.study.multi[name], self.study.settings.multi[name][self.language]
            for option, wording in option_labels(chosen, self.study.codebook.options(name)).items():
                said = problem("export.option", label=label, option=wording[self.language])
                yield Column(
                    name=self.names[f"option:{name}", option],
                    values=chosen[option],
                    label=said.text(self.language),
                    labels={0.0: no, 1.0: yes},
                )

    def scored(self) -> Iterator[Column]:
        """A column per scale: the score that the report's regression rests on."""
        for name, score in self.scores.items():
            label = self.study.settings.scales[name][self.language]
            said = problem("export.score", label=label, n=self.study.all_scales[name].shape[1])
            yield Column(name=self.names["score", name], values=score, label=said.text(self.language), labels={})
