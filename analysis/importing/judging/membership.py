"""
Which ratings belong to one scale: by the question they are rows of, by their codes, or by how they correlate.

What the questionnaire itself groups is certain where the answers do not speak against it; what only the correlations
group is a guess.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from analysis.importing.judging.scale import AnswerScale
from analysis.importing.reading.questions import Question, code_of
from analysis.survey.declared.names import is_code

LEAST_ROWS = 30  # complete pairs from which correlations are heard
MOST_ITEMS = 12  # of a scale: a longer question usually holds several
LEAST_REST = 0.2  # correlation with the rest of its scale below which an item is in doubt
NEARER = 0.1  # by which an item correlates more with another scale before it is in doubt
MOST_OF_A_CODE = 10  # items of one beginning, before it is taken for the numbering of the questionnaire
MERELY_NUMBERED = ("q", "v", "x", "y", "item", "question", "var", "col", "frage", "p", "preg", "f", "no", "nr")
GUESSES = ("one_beginning", "prefix", "neighbours")  # ways of grouping that are no more than a guess
PREFIXED = re.compile(r"([A-Za-z]{1,6}\d{0,2})_(?=[A-Za-z])")
SMALLEST_PART = 3  # items of a part of a question
CLEARLY = 0.15  # by which correlations within the parts of a question exceed those between them
TOGETHER = 0.02  # of shared variance by which scattered groups must beat groups of neighbours


@dataclass(frozen=True, kw_only=True)
class Block:
    """
    Ratings that are taken for one scale.

    Attributes
    ----------
    members : tuple of Question
    because : str
        A key of [membership] in the words: "rows", "beginning", "correlations" or "alone".
    stem : str
        The question they are rows of, or what their codes begin with.
    doubts : dict
        For members whose membership is a guess the key of [membership] that says why.
    """

    members: tuple[Question, ...]
    because: str
    stem: str
    doubts: dict[str, str]


def blocks(ratings: Sequence[Question], scales: Mapping[str, AnswerScale], answers: pd.DataFrame) -> list[Block]:
    """
    The scales that ratings make up, in the order of the questionnaire.

    Parameters
    ----------
    ratings : sequence of Question
    scales : mapping of name to AnswerScale
    answers : DataFrame
        The answers as numbers, (n, ratings), NaN where there is none.
    """
    R = correlations(answers)
    found, rest = declared_blocks(ratings, scales)
    parted = [piece for block in found for piece in split(block, R)]
    coded = [q for q in rest if found and q.wording == q.name and is_code(q.name)]
    joined = by_correlation([q for q in rest if q not in coded], scales, R) + [guess([q], "alone", "") for q in coded]
    ordered = sorted(parted + joined, key=lambda block: block.members[0].place)
    return with_doubts(ordered, answers, R)


def correlations(answers: pd.DataFrame) -> pd.DataFrame:
    """Sizes of the correlations of all pairs, 0 where too few answered both."""
    return answers.corr(min_periods=LEAST_ROWS).abs().fillna(0.0)


def declared_blocks(
    ratings: Sequence[Question], scales: Mapping[str, AnswerScale]
) -> tuple[list[Block], list[Question]]:
    """Ratings that the questionnaire groups, and the rest."""
    groups: dict[tuple, list[Question]] = {}
    beginnings = {q.code[0] for q in ratings if q.code[1] == "beginning"}
    for question in ratings:
        rows_of = question.code[0] if question.code[1] == "rows" else question.numbered
        key = (*grouping(question, beginnings), rows_of, *ends(scales[question.name]))
        groups.setdefault(key, []).append(question)
    found, rest = [], []
    for (because, stem, *_), members in groups.items():
        if because == "alone" or len(members) < 2:
            rest += members
        else:
            doubts = {q.name: because for q in members} if because in GUESSES else {}
            found.append(Block(members=tuple(members), because=because, stem=stem, doubts=doubts))
    return found, rest


def grouping(question: Question, beginnings: set[str]) -> tuple[str, str]:
    """How the questionnaire groups a rating, and what the group shares."""
    code, kind = question.code
    if question.stem:
        within, is_beginning = code_of(question.wording)
        return ("rows", f"{question.stem} {within}") if is_beginning == "beginning" else ("rows", question.stem)
    if question.numbered and not code:
        return "number", question.number
    if kind == "rows":
        return "rows", code
    if kind == "beginning" and code.casefold() not in MERELY_NUMBERED:
        return "beginning" if len(beginnings) > 1 else "one_beginning", code
    if match := PREFIXED.match(question.name):
        return "prefix", match[1]
    return "alone", ""


def ends(scale: AnswerScale) -> tuple:
    """What tells answer scales of one question apart."""
    return scale.low, scale.high, tuple(sorted(scale.labels.values())) if scale.because == "words" else ()


def split(block: Block, R: pd.DataFrame) -> list[Block]:
    """A block as it is; one of more items than a scale has, or of parts that clearly part, by the correlations."""
    most = MOST_ITEMS if block.because in ("rows", "number") else MOST_OF_A_CODE
    if len(block.members) < 2 * SMALLEST_PART or not has_correlations(block.members, R):
        return [block]
    pieces = clusters(block.members, R)
    if len(pieces) == 1 or (len(block.members) <= most and not part_clearly(pieces, R)):
        return [block]
    return [guess(piece, "parts", block.stem) for piece in pieces]


def part_clearly(pieces: Sequence[Sequence[Question]], R: pd.DataFrame) -> bool:
    """Whether the parts of a question have enough items, and correlate within much more than between."""
    own, all_names = [names(piece) for piece in pieces], [name for piece in pieces for name in names(piece)]
    if min(map(len, own)) < SMALLEST_PART:
        return False
    n_pairs = sum(len(part) * (len(part) - 1) for part in own)
    within = sum(R.loc[part, part].to_numpy().sum() - len(part) for part in own)
    every = R.loc[all_names, all_names].to_numpy().sum() - len(all_names)
    between = (every - within) / (len(all_names) * (len(all_names) - 1) - n_pairs)
    return bool(within / n_pairs - between > CLEARLY)


def by_correlation(rest: Sequence[Question], scales: Mapping[str, AnswerScale], R: pd.DataFrame) -> list[Block]:
    """Ratings that nothing but their correlations groups; those of one answer scale only."""
    groups: dict[tuple, list[Question]] = {}
    for question in rest:
        groups.setdefault(ends(scales[question.name]), []).append(question)
    found = []
    for members in groups.values():
        heard = len(members) > 1 and has_correlations(members, R)
        pieces = clusters(members, R) if heard else runs(members)
        because = "correlations" if heard else "neighbours"
        found += [guess(piece, because if len(piece) > 1 else "alone", "") for piece in pieces]
    return found


def runs(members: Sequence[Question]) -> list[list[Question]]:
    """Ratings that stand beside each other, where too few answered for correlations."""
    pieces: list[list[Question]] = []
    for question in members:
        if pieces and question.place == pieces[-1][-1].place + 1:
            pieces[-1].append(question)
        else:
            pieces.append([question])
    return pieces


def guess(members: Sequence[Question], because: str, stem: str) -> Block:
    """A block of which every membership is a guess."""
    return Block(members=tuple(members), because=because, stem=stem, doubts={q.name: because for q in members})


def has_correlations(members: Sequence[Question], R: pd.DataFrame) -> bool:
    """Whether there were enough answers for correlations."""
    return bool((R.loc[names(members), names(members)].to_numpy().sum() - len(members)) > 0)


def names(members: Sequence[Question]) -> list[str]:
    """Their columns."""
    return [question.name for question in members]


def clusters(members: Sequence[Question], R: pd.DataFrame) -> list[list[Question]]:
    """
    Groups in which ratings correlate more than on average: of neighbours, or scattered where that is clearly better.

    Both maximise the modularity of the correlations (Newman & Girvan 2004): their sum, over the pairs within groups,
    less what two ratings that correlate so much with all others would share.
    """
    S = R.loc[names(members), names(members)].to_numpy(copy=True)
    k = len(members)
    np.fill_diagonal(S, 0.0)
    gain = S - np.outer(S.sum(0), S.sum(0)) / S.sum()
    np.fill_diagonal(gain, 0.0)
    near, apart = neighbours(gain), scattered(S, gain)
    margin = TOGETHER * k * (k - 1) / 2
    chosen = apart if worth(gain, apart) > worth(gain, near) + margin * TOGETHER else near
    return [[members[place] for place in np.flatnonzero(chosen == group)] for group in dict.fromkeys(chosen.tolist())]


def worth(gain: np.ndarray, groups: np.ndarray) -> float:
    """What a grouping gains over the pairs within its groups."""
    return float(gain[groups[:, None] == groups[None, :]].sum() / 2)


def neighbours(gain: np.ndarray) -> np.ndarray:
    """The best grouping of which every group is a run of neighbours, (k,) of group numbers."""
    k = len(gain)
    total = np.zeros((k + 1, k + 1))
    total[1:, 1:] = gain.cumsum(0).cumsum(1)
    best, start = np.zeros(k + 1), np.zeros(k + 1, dtype=int)
    for end in range(1, k + 1):
        inside = [(total[end, end] - 2 * total[b, end] + total[b, b]) / 2 for b in range(end)]
        scores = best[:end] + inside
        start[end] = int(np.argmax(scores))
        best[end] = scores[start[end]]
    groups, end = np.zeros(k, dtype=int), k
    while end:
        groups[start[end] : end] = start[end]
        end = start[end]
    return groups


def scattered(S: np.ndarray, gain: np.ndarray) -> np.ndarray:
    """The best grouping along the tree of average linkage, (k,) of group numbers."""
    distance = np.clip(1 - S, 0, None)
    np.fill_diagonal(distance, 0.0)
    tree = linkage(squareform((distance + distance.T) / 2, checks=False), "average")
    cuts = [fcluster(tree, n, "maxclust") for n in range(1, len(S) + 1)]
    return max(cuts, key=lambda groups: worth(gain, groups))


def with_doubts(found: list[Block], answers: pd.DataFrame, R: pd.DataFrame) -> list[Block]:
    """The blocks with the members against which the answers speak."""
    means = {place: signed_mean(answers[names(block.members)]) for place, block in enumerate(found)}
    heard = len(answers) >= LEAST_ROWS
    return [
        block if block.doubts or not heard else doubted(block, place, found, answers, means)
        for place, block in enumerate(found)
    ]


def doubted(
    block: Block, place: int, found: list[Block], answers: pd.DataFrame, means: Mapping[int, pd.Series]
) -> Block:
    """A declared block with the members that hardly correlate with the rest of it, or more with another block."""
    doubts = {}
    rivals = [other for other in means if other != place and len(found[other].members) > 1]
    for question in block.members:
        others = [name for name in names(block.members) if name != question.name]
        own = abs(correlation(answers[question.name], signed_mean(answers[others])))
        away = max((abs(correlation(answers[question.name], means[other])) for other in rivals), default=0.0)
        if own < LEAST_REST:
            doubts[question.name] = "hardly_correlates"
        elif away > own + NEARER:
            doubts[question.name] = "nearer_to_another"
    return Block(members=block.members, because=block.because, stem=block.stem, doubts=doubts)


def signed_mean(answers: pd.DataFrame) -> pd.Series:
    """The mean of answers, those turned round that lie on the smaller side of the first principal component."""
    if answers.shape[1] == 1:
        return answers.iloc[:, 0]
    spread = answers.std().replace(0, np.nan)
    z = (answers - answers.mean()) / spread
    R = answers.corr(min_periods=LEAST_ROWS).fillna(0).to_numpy()
    first = np.linalg.eigh(R)[1][:, -1]
    sign = np.where(first < 0, -1.0, 1.0)
    return (z * (sign if sign.sum() >= 0 else -sign)).mean(axis=1)


def correlation(first: pd.Series, second: pd.Series) -> float:
    """The correlation of two columns; 0 where too few answered both, or one does not vary."""
    r = first.corr(second, min_periods=LEAST_ROWS)
    return 0.0 if np.isnan(r) else float(r)
