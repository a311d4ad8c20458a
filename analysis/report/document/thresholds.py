"""
Published benchmarks: what the report's adjectives rest on. A verdict is data with a source, not an `if`.

`source` is a key of references.json. A benchmark is context, not law: the report prints the value, its interval
and the source beside the word.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """
    Labels for the stretches between `edges`; a value on an edge takes the label above it, or below it where `at_most`.

    A value is judged as it is printed, to `decimals` places, so that no reader sees .80 called less than .80.
    """

    source: str
    edges: tuple[float, ...]
    labels: tuple[str, ...]
    decimals: int = 2
    at_most: bool = False

    def __post_init__(self) -> None:
        if len(self.labels) != len(self.edges) + 1 or list(self.edges) != sorted(self.edges):
            raise ValueError("a benchmark needs rising edges and one label more than edges")

    def verdict(self, value: float) -> str:
        place = bisect_left if self.at_most else bisect_right
        return self.labels[place(self.edges, self.printed(value))]

    def printed(self, value: float) -> float:
        return float(f"{value:.{self.decimals}f}")

    def position(self, low: float, high: float) -> str:
        """Where an interval lies by the first edge: wholly 'above', wholly 'below', or it 'straddles' it."""
        edge = self.edges[0]
        if self.printed(low) >= edge:
            return "above"
        return "below" if self.printed(high) < edge else "straddles"

    def of_interval(self, low: float, high: float) -> str:
        """
        The label of an interval, one rule for overview, list, limits and summary.

        What the whole interval reaches, that is the label of its lower end; the lowest label only where the whole
        interval lies below the first edge; "undecided" where it straddles that edge.
        """
        return "undecided" if self.position(low, high) == "straddles" else self.verdict(low)

    @property
    def interval_labels(self) -> tuple[str, ...]:
        """Every label that `of_interval` can give."""
        return (self.labels[0], "undecided", *self.labels[1:])


ALPHA = Benchmark(
    source="nunnally1994",  # .70 early, .80 basic research; of decisions about individuals .90 the bare minimum, .95
    edges=(0.70, 0.80, 0.90, 0.95),
    labels=("insufficient", "early_research", "basic_research", "individual_minimum", "individual_desirable"),
)
ITEM_REST = Benchmark(source="nunnally1994", edges=(0.30,), labels=("low", "adequate"))
KMO = Benchmark(
    source="kaiser1974",
    edges=(0.50, 0.60, 0.70, 0.80, 0.90),
    labels=("unacceptable", "miserable", "mediocre", "middling", "meritorious", "marvellous"),
)
RMSEA = Benchmark(
    source="maccallum1996",
    edges=(0.05, 0.08, 0.10),
    labels=("close", "fair", "mediocre", "poor"),
    decimals=3,
)
EFA_VARIANCE = Benchmark(source="peterson2000", edges=(0.566,), labels=("below", "above"), decimals=3)
R_SQUARED = Benchmark(  # f squared of .02, .15 and .35 as R squared, to two decimals
    source="cohen1988",
    edges=(0.02, 0.13, 0.26),
    labels=("negligible", "small", "medium", "large"),
)
STANDARDISED_DIFFERENCE = Benchmark(
    source="cohen1988", edges=(0.20, 0.50, 0.80), labels=("negligible", "small", "medium", "large")
)
OMEGA_SQUARED = Benchmark(  # f of .10, .25 and .40 as a share of variance, to two decimals
    source="cohen1988", edges=(0.01, 0.06, 0.14), labels=("negligible", "small", "medium", "large")
)
VIF = Benchmark(source="obrien2007", edges=(4.0, 10.0), labels=("low", "raised", "serious"))
EVENTS_PER_TERM = Benchmark(source="peduzzi1996", edges=(10.0,), labels=("few", "enough"), decimals=1)
RESPONDENTS_PER_COEFFICIENT = Benchmark(source="harrell2015", edges=(10.0,), labels=("few", "enough"), decimals=1)
COOKS_DISTANCE = Benchmark(source="cook1982", edges=(1.0,), labels=("small", "large"), decimals=3)
MISSING_SHARE = Benchmark(source="schafer1999", edges=(0.05,), labels=("small", "notable"), decimals=3, at_most=True)
SKEWNESS = Benchmark(source="curran1996", edges=(2.0,), labels=("moderate", "strong"))
KURTOSIS = Benchmark(source="curran1996", edges=(7.0,), labels=("moderate", "strong"))

HU_BENTLER_CFI = Benchmark(source="hu1999", edges=(0.95,), labels=("missed", "reached"), decimals=3)
HU_BENTLER_TLI = Benchmark(source="hu1999", edges=(0.95,), labels=("missed", "reached"), decimals=3)
HU_BENTLER_RMSEA = Benchmark(source="hu1999", edges=(0.06,), labels=("reached", "missed"), decimals=3, at_most=True)
HU_BENTLER_SRMR = Benchmark(source="hu1999", edges=(0.08,), labels=("reached", "missed"), decimals=3, at_most=True)
# Misfit, once exact fit is rejected: .95, .06 and .08 as Hu and Bentler; a CFI below .90 (Bentler & Bonett, 1980) or an
# RMSEA above .10 (MacCallum et al., 1996) was bad even by older, laxer rules.
FIT_CFI = Benchmark(source="bentler1980", edges=(0.90, 0.95), labels=("bad", "doubtful", "good"), decimals=3)
FIT_RMSEA = Benchmark(
    source="maccallum1996", edges=(0.06, 0.10), labels=("good", "doubtful", "bad"), decimals=3, at_most=True
)
FIT_SRMR = Benchmark(source="hu1999", edges=(0.08,), labels=("good", "doubtful"), decimals=3, at_most=True)
RESPONDENTS_PER_PARAMETER = Benchmark(
    source="bentler1987", edges=(1.0, 5.0), labels=("fewer_than_parameters", "few", "enough"), decimals=1
)
AVE = Benchmark(source="fornell1981", edges=(0.50,), labels=("short", "reached"))
OMEGA = Benchmark(source="nunnally1994", edges=(0.70,), labels=("short", "reached"))
HTMT = Benchmark(source="henseler2015", edges=(0.85,), labels=("apart", "close"))
LATENT_CORRELATION = Benchmark(  # of the upper end of the interval
    source="ronkko2022", edges=(0.80, 0.90, 1.0), labels=("none", "marginal", "moderate", "severe")
)
CLOSENESS = ("none", "marginal", "moderate", "severe", "undecided")  # of two dimensions; see statistics.separation
INSEPARABLE = ("moderate", "severe", "undecided")  # those at which the data do not show two dimensions to be two
HIERARCHICAL_OMEGA = Benchmark(source="rodriguez2016", edges=(0.80,), labels=("room_left", "little_left"))
COMMON_VARIANCE = Benchmark(source="rodriguez2016", edges=(0.70,), labels=("mixed", "mostly_general"))

# Conventions of this report, stated as such where they are used.
CLEAR_PROBABILITY = 0.99  # share of resamples in which an order must hold to be stated: by chance in 2 % of studies
SPECIFICATIONS_AGREE = 0.80  # share of other specifications that must share a verdict, or it is withdrawn
FEWEST_READ = 10  # verdicts that can be read under a choice of analysis before their share is told
HALF = 0.50  # of all respondents
ADVICE_PROBABILITY = 0.80  # how probable a quadrant must be before the report gives advice
UPPER_PART, LOWER_PART = 0.60, 0.40  # of the answer scale: where the items' means lie on average
WEAK_LOADING = 0.40
CROSS_LOADING = 0.30
NEAR_ONE = 0.95  # a communality from which an item is hardly more than its factor
INTERVALS_AGREE = 0.02  # two intervals whose ends differ by less say the same
WORTH_DROPPING = 0.01  # a gain in alpha that is worth a remark
WEAK_STANDARDISED_LOADING = 0.50  # below it an item shares less than a quarter of its variance with its dimension
LARGE_RESIDUAL = 0.10  # difference of an observed and an implied correlation that is worth a look
WORTH_A_REMARK = 0.01  # difference between two versions of an index of fit
VERSIONS_AGREE = 0.02  # two versions of one coefficient that differ by less say the same
MANY_STRAIGHT_LINERS = 0.25  # share of respondents with a long string of one answer from which it is a caution

MOST_STRAIGHT_LINERS = 0.50
RMSEA_LEVEL = 0.90  # confidence level of the interval of the RMSEA, by convention

MOST_LOST = 0.50
"""Share of respondents lost to missing answers from which on most results speak of a minority of those asked."""
