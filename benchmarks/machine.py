"""What the numbers were measured on, without names or places."""

import os
import platform
from pathlib import Path

import numpy as np
import scipy


def description() -> dict[str, str | int]:
    """Cores, processor family, memory, and versions of Python, NumPy and SciPy."""
    return {
        "cores": os.cpu_count(),
        "processor": processor(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }


def processor() -> str:
    """The processor's name as Linux gives it, else the architecture."""
    file = Path("/proc/cpuinfo")
    lines = file.read_text().splitlines() if file.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
