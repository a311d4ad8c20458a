"""
Draw the answers of the example study from a known population.

    python data/example/simulate.py

rewrites `responses.csv` beside this file, byte for byte the same each time. Nobody answered these questions.
Only the standard library is used, one respondent after the other, so that the story can be read from top to bottom.
"""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from math import exp, log, sqrt
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent
SEED = 20261123
N_RESPONDENTS = 620
N_WITHOUT_CONTACT = 48  # they answer the filter question with no, and the questionnaire ends for them
N_STRAIGHT_LINING = 25  # with the random ones 8 % of the respondents
N_RANDOM = 25

# The population. Latent scores have mean 0 and standard deviation 1; satisfaction has them nearly.

DIMENSIONS = ("responsiveness", "resolution", "attitude", "channels", "aftersales")

CORRELATIONS = (  # between the dimensions; resolution and attitude hardly separate
    (1.00, 0.66, 0.60, 0.62, 0.56),
    (0.66, 1.00, 0.80, 0.52, 0.68),
    (0.60, 0.80, 1.00, 0.45, 0.60),
    (0.62, 0.52, 0.45, 1.00, 0.48),
    (0.56, 0.68, 0.60, 0.48, 1.00),
)

SATISFACTION = {"responsiveness": 0.13, "resolution": 0.33, "attitude": 0.10, "channels": 0.08, "aftersales": 0.28}
SATISFACTION_LOST_PER_PAIN_POINT = 0.15
SATISFACTION_NOISE = 0.54

FURTHER_OUTCOMES = {"trust": 0.76, "repurchase": 0.60, "recommendation": 0.74}  # correlation with satisfaction

ITEMS = {  # item: (scale, loading, easiness); a higher easiness means that more people agree
    "RES1": ("responsiveness", 0.78, 0.02),
    "RES2": ("responsiveness", 0.66, -0.32),
    "RES3": ("responsiveness", 0.70, -0.28),
    "RES4": ("responsiveness", 0.74, -0.14),
    "RES5": ("responsiveness", 0.60, -0.16),
    "SOL1": ("resolution", 0.80, 0.16),
    "SOL2": ("resolution", 0.70, 0.26),
    "SOL3": ("resolution", 0.64, 0.08),
    "SOL4": ("resolution", 0.72, 0.20),
    "SOL5": ("resolution", 0.76, -0.12),
    "SOL6": ("resolution", 0.78, -0.14),
    "SOL7": ("resolution", 0.82, -0.06),
    "SOL8": ("resolution", 0.60, -0.10),
    "SOL9": ("resolution", 0.84, -0.04),
    "ATT1": ("attitude", 0.82, 0.29),
    "ATT2": ("attitude", 0.78, 0.04),
    "ATT3": ("attitude", 0.72, 0.26),
    "ATT4": ("attitude", 0.75, 0.29),
    "ATT5": ("attitude", 0.85, 0.20),
    "ATT6": ("attitude", 0.70, -0.06),
    "ATT7": ("attitude", 0.80, 0.28),
    "CHA1": ("channels", 0.70, 0.23),
    "CHA2": ("channels", 0.62, 0.07),
    "CHA3": ("channels", 0.76, -0.01),
    "CHA4": ("channels", 0.50, -0.01),
    "CHA5": ("channels", 0.58, 0.21),
    "AFT1": ("aftersales", 0.68, 0.00),
    "AFT2": ("aftersales", 0.62, -0.04),
    "AFT3": ("aftersales", 0.85, -0.24),
    "AFT4": ("aftersales", 0.78, -0.26),
    "AFT5": ("aftersales", 0.76, -0.24),
    "AFT6": ("aftersales", 0.80, -0.26),
    "SAT1": ("satisfaction", 0.85, 0.14),
    "SAT2": ("satisfaction", 0.82, 0.04),
    "SAT3": ("satisfaction", 0.78, -0.12),
    "TRU1": ("trust", 0.82, 0.08),
    "TRU2": ("trust", 0.80, 0.02),
    "TRU3": ("trust", 0.76, -0.06),
    "REP1": ("repurchase", 0.80, 0.22),
    "REP2": ("repurchase", 0.72, -0.04),
}

RECOMMENDATION = ("REC1", 0.88, 7.4, 2.1)  # the item, its loading, its mean and standard deviation from 0 to 10
HIGHEST_RECOMMENDATION = 10

CUTS = (-2.00, -1.30, -0.45, 0.62)  # where "disagree" to "strongly agree" begin on an item of easiness 0

PAIN_POINTS = {  # what protects from it; log-odds of meeting it, its slope; how much it hurts
    "handover": (("channels", "responsiveness"), -0.15, -0.7, -0.5),
    "authority": (("resolution",), -1.25, -0.9, -0.4),
    "inconsistency": (("resolution", "channels"), -1.00, -0.8, -0.7),
    "process": (("aftersales",), -0.65, -0.8, -0.6),
    "complaints": (("aftersales", "responsiveness"), -0.40, -0.9, 0.0),
}
COMPLAINED = (-0.80, -0.6)  # log-odds of having complained, its slope on after-sales; only these can meet the last one

FIRST_REPLY = {"median": (2.5, 4.0, 8.0, 30.0, 10.0), "slope": -0.45, "noise": 0.60}  # minutes, by channel
FURTHER_CONTACTS = (-0.20, -0.45)  # log of the mean number after the first, its slope on resolution
UNSOLVED = (-2.60, -0.6)  # log-odds that the matter is not solved yet, its slope on resolution
REFUND_DAYS = {"median": 4.0, "slope": -0.30, "noise": 0.50}  # of those who returned goods, by after-sales
NOT_SOLVED = "-1"

GROUPS = {  # shares of the codes 1, 2, ... of the codebook
    "platform": (0.34, 0.26, 0.19, 0.13, 0.08),
    "channel": (0.52, 0.20, 0.14, 0.06, 0.08),
    "reason": (0.27, 0.31, 0.16, 0.12, 0.14),
    "age_band": (0.22, 0.38, 0.22, 0.12, 0.06),
    "gender": (0.53, 0.44, 0.03),
    "education": (0.16, 0.28, 0.44, 0.12),
    "income": (0.18, 0.33, 0.31, 0.18),
    "frequency": (0.10, 0.36, 0.34, 0.20),
}
EXPORTED_AS_TEXT = ("contacted", "channel", "reason", "gender", "education", "income", "frequency", "complained")
# Survey platforms write texts, or codes, as the other groups come.
PLATFORM_SHIFT = (0.18, 0.05, -0.05, -0.22, -0.35)  # of every dimension, platforms A to E

# Most people answer everything; some skip many questions, the older ones more often. What they cannot know, because
# they never called, had no dispute, changed no channel or were not upset, they skip, or choose "does not apply".

SKIPPING_BY_AGE = (0.17, 0.20, 0.26, 0.34, 0.42)  # share of people who skip questions
SKIPPED = 0.165
SKIPPED_UNKNOWN = 0.30
CHOOSING_DOES_NOT_APPLY = 0.60  # of these
CHANGED_CHANNEL, UPSET = 0.60, 0.50  # shares of people
INCOME_NOT_SAID = 0.05
DOES_NOT_APPLY = "9"
PHONE, IN_APP, E_MAIL, RETURN, DISPUTE = 2, 3, 4, 2, 5  # codes of `channel` and `reason`


def lower_triangle(correlations: tuple[tuple[float, ...], ...]) -> list[list[float]]:
    """Cholesky factor of a correlation matrix, row by row."""
    factor: list[list[float]] = []
    for i, row in enumerate(correlations):
        factor.append([])
        for j in range(i + 1):
            rest = row[j] - sum(a * b for a, b in zip(factor[i], factor[j], strict=False))
            factor[i].append(sqrt(rest) if i == j else rest / factor[j][j])
    return factor


DIMENSION_FACTOR = lower_triangle(CORRELATIONS)


def dimension_scores(rng: Random, platform: int) -> dict[str, float]:
    """How this person has found the service, one latent score per dimension."""
    noise = [rng.gauss(0, 1) for _ in DIMENSIONS]
    shift = PLATFORM_SHIFT[platform - 1]
    return {
        name: sum(weight * value for weight, value in zip(row, noise, strict=False)) + shift
        for name, row in zip(DIMENSIONS, DIMENSION_FACTOR, strict=True)
    }


def happens(rng: Random, log_odds: float) -> bool:
    """Whether something of these log-odds happens."""
    return rng.random() < 1 / (1 + exp(-log_odds))


def pain_points(rng: Random, scores: dict[str, float], complained: bool) -> dict[str, str]:
    """Which pain points the person has met; how much each hurt is asked of those who met it only."""
    answers = {}
    for name, (protectors, base, slope, hurt) in PAIN_POINTS.items():
        if name == "complaints" and not complained:
            answers |= {f"{name}_met": "", f"{name}_severity": ""}
            continue
        quality = sum(scores[dimension] for dimension in protectors) / len(protectors)
        met = happens(rng, base + slope * quality)
        severity = category(hurt - 0.4 * quality + rng.gauss(0, 0.9))
        answers[f"{name}_met"] = str(int(met))
        answers[f"{name}_severity"] = str(severity) if met else ""
    return answers


def service_records(rng: Random, scores: dict[str, float], groups: dict[str, int]) -> dict[str, str]:
    """What the service has recorded of this person's contacts: minutes, contacts, days, and whether it was solved."""

    def amount(known: dict, median: float, quality: float) -> float:
        return exp(log(median) + known["slope"] * quality + rng.gauss(0, known["noise"]))

    first_reply = amount(FIRST_REPLY, FIRST_REPLY["median"][groups["channel"] - 1], scores["responsiveness"])
    base, slope = FURTHER_CONTACTS
    n_contacts = 1 + poisson(rng, exp(base + slope * scores["resolution"]))
    is_unsolved = happens(rng, UNSOLVED[0] + UNSOLVED[1] * scores["resolution"])
    days = amount(REFUND_DAYS, REFUND_DAYS["median"], scores["aftersales"])
    return {
        "first_reply": f"{max(first_reply, 0.1):.1f}",
        "n_contacts": NOT_SOLVED if is_unsolved else str(n_contacts),
        "solved_first": str(int(n_contacts == 1 and not is_unsolved)),
        "refund_days": str(max(round(days), 1)) if groups["reason"] == RETURN else "",
    }


def poisson(rng: Random, mean: float) -> int:
    """A number of events of which so many are expected (Knuth 1969)."""
    n, product, limit = 0, rng.random(), exp(-mean)
    while product > limit:
        n, product = n + 1, product * rng.random()
    return n


def outcome_scores(rng: Random, scores: dict[str, float], n_pain_points: int) -> dict[str, float]:
    """Satisfaction from the dimensions and the pain points met; trust and intentions from satisfaction."""
    satisfaction = sum(weight * scores[name] for name, weight in SATISFACTION.items())
    satisfaction -= SATISFACTION_LOST_PER_PAIN_POINT * (n_pain_points - 1.6)
    satisfaction += rng.gauss(0, SATISFACTION_NOISE)
    further = {
        name: weight * satisfaction + rng.gauss(0, sqrt(1 - weight**2)) for name, weight in FURTHER_OUTCOMES.items()
    }
    return {"satisfaction": satisfaction, **further}


def category(score: float) -> int:
    """The box, 1 to 5, that someone with this score ticks; most boxes ticked are 4 and 5."""
    return 1 + sum(score > cut for cut in CUTS)


def considered_answers(rng: Random, scores: dict[str, float], reversed_items: set[str]) -> dict[str, int]:
    """Answers of someone who reads the questions, those to reversed items as given."""
    answers = {}
    for item, (scale, loading, easiness) in ITEMS.items():
        answer = category(loading * scores[scale] + sqrt(1 - loading**2) * rng.gauss(0, 1) + easiness)
        answers[item] = 6 - answer if item in reversed_items else answer
    item, loading, mean, spread = RECOMMENDATION
    likely = loading * scores["recommendation"] + sqrt(1 - loading**2) * rng.gauss(0, 1)
    answers[item] = min(max(round(mean + spread * likely), 0), HIGHEST_RECOMMENDATION)
    return answers


def straight_lining_answers(rng: Random) -> dict[str, int]:
    """One box all the way down, with a slip of the finger now and then."""
    box = rng.choices((3, 4, 5), weights=(3, 5, 4))[0]
    boxes = {item: rng.randint(1, 5) if rng.random() < 0.04 else box for item in (*ITEMS, "CHECK")}
    return boxes | {RECOMMENDATION[0]: 2 * box}


def random_answers(rng: Random) -> dict[str, int]:
    """Boxes ticked without reading."""
    boxes = {item: rng.randint(1, 5) for item in (*ITEMS, "CHECK")}
    return boxes | {RECOMMENDATION[0]: rng.randint(0, HIGHEST_RECOMMENDATION)}


def unknown_items(rng: Random, groups: dict[str, int]) -> set[str]:
    """The items that this person has no experience of."""
    unknown = set()
    if groups["channel"] != PHONE:
        unknown |= {"RES2", "RES3"}
    if groups["channel"] not in (IN_APP, E_MAIL):
        unknown |= {"RES4"}
    if groups["reason"] not in (RETURN, DISPUTE):
        unknown |= {item for item, (scale, _, _) in ITEMS.items() if scale == "aftersales"}
    if rng.random() > CHANGED_CHANNEL:
        unknown |= {"CHA4"}
    if rng.random() > UPSET:
        unknown |= {"ATT6"}
    return unknown


def skip_questions(rng: Random, answers: dict[str, str], unknown: set[str]) -> None:
    """Empty some of the answers of someone who skips questions."""
    for item in (*ITEMS, RECOMMENDATION[0]):
        if rng.random() < (SKIPPED_UNKNOWN if item in unknown else SKIPPED):
            chosen = item in unknown and rng.random() < CHOOSING_DOES_NOT_APPLY
            answers[item] = DOES_NOT_APPLY if chosen else ""


def kinds(rng: Random) -> list[str]:
    """What kind of respondent comes when: `attentive`, `straight-lining`, `random` or `without contact`."""
    careless = ["straight-lining"] * N_STRAIGHT_LINING + ["random"] * N_RANDOM
    everyone = careless + ["attentive"] * (N_RESPONDENTS - len(careless)) + ["without contact"] * N_WITHOUT_CONTACT
    rng.shuffle(everyone)
    return everyone


def respondent(rng: Random, kind: str, codebook: dict[str, dict[str, str]]) -> dict[str, str]:
    """Everything that one person has answered, by variable."""
    if kind == "without contact":
        answers = {"duration_seconds": str(round(rng.lognormvariate(2.2, 0.40)))}
        return answers | {"contacted": exported(0, "contacted", codebook)}
    groups = {name: rng.choices(range(1, len(shares) + 1), weights=shares)[0] for name, shares in GROUPS.items()}
    scores = dimension_scores(rng, groups["platform"])
    complained = groups["reason"] == DISPUTE or happens(rng, COMPLAINED[0] + COMPLAINED[1] * scores["aftersales"])
    experience = pain_points(rng, scores, complained) | service_records(rng, scores, groups)
    if kind == "attentive":
        scores |= outcome_scores(rng, scores, sum(experience[f"{name}_met"] == "1" for name in PAIN_POINTS))
        boxes = considered_answers(rng, scores, {v for v, row in codebook.items() if row["reversed"]})
        boxes["CHECK"] = 2 if rng.random() < 0.97 else rng.randint(1, 5)
        seconds = rng.lognormvariate(6.05, 0.36)
    else:
        boxes = straight_lining_answers(rng) if kind == "straight-lining" else random_answers(rng)
        seconds = rng.lognormvariate(4.40, 0.40)
    answers = {item: str(box) for item, box in boxes.items()} | experience | {"duration_seconds": str(round(seconds))}
    if kind == "attentive" and rng.random() < SKIPPING_BY_AGE[groups["age_band"] - 1]:
        skip_questions(rng, answers, unknown_items(rng, groups))
    if rng.random() < INCOME_NOT_SAID:
        groups["income"] = int(codebook["income"]["missing"])
    groups |= {"contacted": 1, "complained": int(complained)}
    return answers | {name: exported(code, name, codebook) for name, code in groups.items()}


def exported(code: int, variable: str, codebook: dict[str, dict[str, str]]) -> str:
    """A group's code, or its text where the survey platform writes texts."""
    if variable not in EXPORTED_AS_TEXT:
        return str(code)
    return dict(label.split("=") for label in codebook[variable]["labels"].split(";"))[str(code)]


def responses(codebook: dict[str, dict[str, str]]) -> Iterator[dict[str, str]]:
    """The rows of the response file, in the order in which they were submitted."""
    rng = Random(SEED)
    submitted = datetime(2026, 5, 11, 9)
    for number, kind in enumerate(kinds(rng), start=1):
        submitted += timedelta(minutes=round(rng.expovariate(1 / 65)))
        yield {
            "respondent_id": f"R{number:04d}",
            "submitted_at": submitted.strftime("%Y-%m-%d %H:%M"),
            **respondent(rng, kind, codebook),
        }


def write_responses(path: Path) -> None:
    """Write the response file: UTF-8 with a byte-order mark, which spreadsheets need to show Chinese."""
    with open(FOLDER / "codebook.csv", encoding="utf-8-sig", newline="") as file:
        codebook = {row["variable"]: row for row in csv.DictReader(file)}
    columns = list(codebook)
    columns.insert(1, "submitted_at")  # not in the codebook, so the study never reads it
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(responses(codebook))


if __name__ == "__main__":
    write_responses(FOLDER / "responses.csv")
