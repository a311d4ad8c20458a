"""Seconds of a call, on our side and on R's, taken in turns so that both meet the same machine."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import numpy as np

from .jobs import Job
from .samples import Sample

SHORTEST = 0.1
"""Seconds that a loop of short calls takes at least."""

LONG = 5.0
"""Seconds from which R is asked only once."""

CLOCKS = {"wall": perf_counter, "processor": process_time}
"""Wall-clock time, or processor time for machines that do other things meanwhile (R's parallel work over its cores)."""

PEERS = Path(__file__).with_name("peers.R")
REPLY = "=> "


class Peer:
    """An R session that times psych and lavaan on one sample; a context manager."""

    def __init__(self, folder: Path):
        self.process = subprocess.Popen(
            ["Rscript", str(PEERS), str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.versions = self._reply()

    def __enter__(self) -> "Peer":
        return self

    def __exit__(self, *_) -> None:
        self.process.stdin.close()
        self.process.wait()

    def ask(self, job_name: str, clock: str) -> dict[str, dict]:
        """Seconds and key numbers of each peer of a job."""
        self.process.stdin.write(f"{job_name} {clock}\n")
        self.process.stdin.flush()
        return self._reply()

    def _reply(self) -> dict:
        for line in self.process.stdout:
            if line.startswith(REPLY):
                return json.loads(line.removeprefix(REPLY))
        raise RuntimeError("R ended before it answered; its message is above.")


def seconds_of(call: Callable[[], object], clock: str) -> float:
    """Mean seconds of a call, over a loop of at least a tenth of a second."""
    now = CLOCKS[clock]
    n_calls, start = 0, now()
    while n_calls == 0 or now() - start < SHORTEST:
        call()
        n_calls += 1
    return (now() - start) / n_calls


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """
    One job on one sample beside R.

    `peers` are the median seconds of each of R's ways and `share` the share of the job that R was made to do (its
    seconds are scaled up); `difference` is the largest of our key numbers from those of the peer that R names first.
    """

    job: str
    sample: str
    seconds: float
    peers: dict[str, float]
    share: float
    difference: float | None
    errors: dict[str, str]


def comparison(job: Job, sample: Sample, peer: Peer | None, n_rounds: int, clock: str) -> Comparison:
    """Medians of `n_rounds` rounds, R and we in turns; the first call of ours is not counted."""
    found = job.run(sample)
    ours, theirs, errors, share, difference = [], {}, {}, 1.0, None
    asks = peer is not None and sample.name not in job.without_peer
    for number in range(n_rounds):
        if asks and (number == 0 or max(map(max, theirs.values()), default=0) < LONG):
            for name, reply in peer.ask(job.name, clock).items():
                if "error" in reply:
                    errors[name] = reply["error"]
                    continue
                theirs.setdefault(name, []).append(reply["seconds"])
                share = reply["share"]
                difference = largest_difference(found, reply["numbers"]) if difference is None else difference
        ours.append(seconds_of(lambda: job.run(sample), clock))
    return Comparison(
        job=job.name,
        sample=sample.name,
        seconds=median(ours),
        peers={name: median(seconds) for name, seconds in theirs.items()},
        share=share,
        difference=difference,
        errors=errors,
    )


def largest_difference(ours: np.ndarray, theirs: list) -> float:
    """Largest |ours - theirs| / (1 + |theirs|); infinite where one of them has a number and the other none."""
    theirs = np.array(theirs, dtype=float)
    if ours.shape != theirs.shape or (np.isnan(ours) != np.isnan(theirs)).any():
        return float("inf")
    return float(np.nanmax(np.abs(ours - theirs) / (1 + np.abs(theirs))))
