"""
Peak memory of one job, measured in a process of its own.

    python -m benchmarks.memory JOB SAMPLE

prints the most resident memory in MB, with the interpreter, the libraries and the answers themselves.
"""

import re
import subprocess
import sys
from pathlib import Path

MEGABYTE = 1e6
STATUS = Path("/proc/self/status")


def peak(job: str, sample: str) -> float:
    """Most resident memory, in MB, of a process that does one job."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.memory", job, sample],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[1],
    )
    return float(done.stdout)


def main(job_name: str, sample_name: str) -> None:
    """Do the job once and print the peak."""
    from .jobs import JOBS
    from .samples import sample

    job = next(job for job in JOBS if job.name == job_name)
    job.run(sample(sample_name))
    print(high_water_mark())


def high_water_mark() -> float:
    """
    Most resident memory of this process so far, in MB; Linux only.

    Not `resource.getrusage`: its peak starts from that of the process which started this one.
    """
    kilobytes = re.search(r"^VmHWM:\s+(\d+) kB", STATUS.read_text(), re.MULTILINE)[1]
    return int(kilobytes) * 1024 / MEGABYTE


if __name__ == "__main__":
    main(*sys.argv[1:])
