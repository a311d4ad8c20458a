"""
The models that a questionnaire asks for, each with lavaan's defaults.

Identification: by default the first loading of a factor is fixed to one ("marker"); with `std_lv` its variance is.
`scales` maps each factor's name to its items. The same scales give the same model: models never change, and keep the
index arrays that are made for them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, wraps
from inspect import signature
from itertools import combinations
from typing import Any

from analysis.statistics.cfa.model.specification import Model, Parameter

Scales = Mapping[str, Sequence[str]]
SCALES = ("scales", "outcome")  # parameters of the constructors that map factors to items


def _remembered(build: Callable[..., Model]) -> Callable[..., Model]:
    """The constructor, with a memory of its last models."""

    @lru_cache(maxsize=64)
    def recalled(scales: tuple, options: tuple) -> Model:
        return build(**{name: dict(value) for name, value in scales}, **dict(options))

    @wraps(build)
    def constructor(*arguments: Scales, **options: Any) -> Model:
        given = parameters.bind(*arguments, **options).arguments
        scales = tuple((name, frozen(given.pop(name))) for name in SCALES if name in given)
        return recalled(scales, tuple(sorted(given.items())))

    def frozen(scales: Scales) -> tuple:
        return tuple((name, tuple(items)) for name, items in scales.items())

    parameters = signature(build)
    return constructor


@_remembered
def correlated_factors(scales: Scales, *, std_lv: bool = False) -> Model:
    """One factor per scale, all factors correlated."""
    scales = _checked(scales)
    factors, items = tuple(scales), _items(scales)
    table = _measurement(scales, std_lv) + _residuals(items) + _variances(factors, std_lv)
    table += [Parameter(a, "~~", b) for a, b in combinations(factors, 2)]
    return Model(items, factors, tuple(table), scales=scales, name="correlated_factors")


@_remembered
def single_factor(scales: Scales, *, name: str = "G", std_lv: bool = False) -> Model:
    """One factor behind all items of all scales."""
    scales = _checked(scales)
    one = {name: _items(scales)}
    table = _measurement(one, std_lv) + _residuals(one[name]) + _variances((name,), std_lv)
    return Model(one[name], (name,), tuple(table), scales=scales, name="single_factor")


@_remembered
def second_order(scales: Scales, *, name: str = "G", std_lv: bool = False) -> Model:
    """One factor per scale, and a general factor behind these factors (no direct path to an item)."""
    scales = _checked(scales)
    _require_new(name, scales)
    factors, items = tuple(scales), _items(scales)
    table = _measurement(scales, std_lv) + _measurement({name: factors}, std_lv) + _residuals(items)
    table += _variances((*factors, name), std_lv)
    return Model(items, (*factors, name), tuple(table), scales=scales, name="second_order")


@_remembered
def bifactor(scales: Scales, *, name: str = "G") -> Model:
    """A general factor behind every item beside one factor per scale; all orthogonal with unit variance."""
    scales = _checked(scales)
    _require_new(name, scales)
    items, factors = _items(scales), (name, *scales)
    table = _measurement({name: items, **scales}, std_lv=True) + _residuals(items) + _variances(factors, std_lv=True)
    return Model(items, factors, tuple(table), scales=scales, name="bifactor")


@_remembered
def method_factor(scales: Scales, *, name: str = "method", std_lv: bool = False) -> Model:
    """
    Correlated factors and a method factor that loads every item equally and is orthogonal to them.

    The unmeasured latent method factor of Podsakoff, MacKenzie, Lee & Podsakoff (2003, doi
    10.1037/0021-9010.88.5.879) with equal loadings: they are fixed to one and the factor's variance is free.
    """
    traits = correlated_factors(scales, std_lv=std_lv)
    _require_new(name, traits.scales)
    method = [Parameter(name, "=~", item, fixed=1.0) for item in traits.items] + [Parameter(name, "~~", name)]
    return Model(
        traits.items,
        (*traits.factors, name),
        (*traits.parameters, *method),
        scales=traits.scales,
        name="method_factor",
    )


@_remembered
def structural(scales: Scales, outcome: Mapping[str, Sequence[str]], *, std_lv: bool = False) -> Model:
    """
    The outcome's factor regressed on the factors of the scales, which correlate freely.

    `outcome` maps the one outcome factor to its items, at least two of them.
    """
    scales = _checked(scales)
    ((name, outcome_items),) = outcome.items()
    _require_new(name, scales)
    measured = _checked({**scales, name: outcome_items})
    items, factors = _items(measured), tuple(measured)
    table = _measurement(measured, std_lv) + [Parameter(name, "~", predictor) for predictor in scales]
    table += _residuals(items) + _variances(factors, std_lv)
    table += [Parameter(a, "~~", b) for a, b in combinations(scales, 2)]
    return Model(items, factors, tuple(table), scales=measured, name="structural")


def _checked(scales: Scales) -> dict[str, tuple[str, ...]]:
    """The scales with their items as tuples; refuses an empty scale, a shared item and a factor named like an item."""
    scales = {name: tuple(items) for name, items in scales.items()}
    if not scales:
        raise ValueError("A factor model needs at least one scale.")
    small = [name for name, items in scales.items() if len(items) < 2]
    if small:
        raise ValueError(f"A factor needs at least two items; too few in: {', '.join(small)}.")
    items = _items(scales)
    if len(set(items)) < len(items):
        shared = sorted({item for item in items if items.count(item) > 1})
        raise ValueError(f"An item can belong to one scale only; found twice: {', '.join(shared)}.")
    for name in scales:
        _require_new(name, dict.fromkeys(items))
    return scales


def _require_new(name: str, taken: Iterable[str]) -> None:
    if name in taken:
        raise ValueError(f"The factor name {name!r} is already the name of a scale or an item; choose another.")


def _items(scales: Scales) -> tuple[str, ...]:
    return tuple(item for items in scales.values() for item in items)


def _measurement(scales: Scales, std_lv: bool) -> list[Parameter]:
    marker = None if std_lv else 1.0
    return [
        Parameter(factor, "=~", item, fixed=marker if position == 0 else None)
        for factor, items in scales.items()
        for position, item in enumerate(items)
    ]


def _residuals(items: Iterable[str]) -> list[Parameter]:
    return [Parameter(item, "~~", item) for item in items]


def _variances(factors: Iterable[str], std_lv: bool) -> list[Parameter]:
    return [Parameter(factor, "~~", factor, fixed=1.0 if std_lv else None) for factor in factors]
