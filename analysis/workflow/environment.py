"""
The project's own environment: made once from `requirements.lock`, used by every command.

Runs on a bare Python: nothing here may import more than the standard library.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from analysis import FILES, IS_INSTALLED, ROOT

VENV = ROOT / ".venv"
LOCK = FILES / "requirements.lock"
STAMP = VENV / "made-from.sha256"
INVENTORY = VENV / "packages.txt"  # what lay beside the packages when all of them were there
POINTER = "service-quality-report.pth"  # tells Python where the project is: notebooks run from any folder
CONDA_ENVIRONMENT = "service-quality-report"  # the name in environment.yml

CALM = {
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "",  # a container often sets it: then each process compiles every package again
    "TZ": "UTC",
    "MPLBACKEND": "Agg",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
"""What every run has in common, so that a rerun meets the same conditions."""


def settle() -> None:
    """Go on in the project's environment under the calm conditions: set it up, start Python again where needed."""
    require_python()
    ours = IS_INSTALLED or os.environ.get("CONDA_DEFAULT_ENV") == CONDA_ENVIRONMENT
    if not ours and not is_current():
        set_up()
    if not IS_INSTALLED:
        point_to_project(Path(sysconfig.get_path("purelib")) if ours else site_packages())
    python = Path(sys.executable) if ours else interpreter()
    calm = all(os.environ.get(name) == value for name, value in CALM.items())
    if calm and (ours or Path(sys.prefix) == VENV):
        return
    command = [str(python), "-m", "analysis", *sys.argv[1:]]
    environment = os.environ | CALM | ({} if IS_INSTALLED else {"PYTHONPATH": str(ROOT)})
    if os.name == "nt":  # exec on Windows returns to the shell before the program has ended
        sys.exit(subprocess.run(command, env=environment).returncode)
    sys.stdout.flush()
    os.execve(python, command, environment)


def require_python() -> None:
    """Refuse a Python that the packages do not support."""
    if sys.version_info < (3, 11):  # noqa: UP036  whoever starts this may have an older one
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(f"Python 3.11 or newer is needed, this is {found}. Name another: make report PYTHON=python3.12")


def interpreter() -> Path:
    """The environment's Python."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def base_interpreter() -> str:
    """The Python that started this, or the one behind it where it is an environment's own, which may be made anew."""
    return getattr(sys, "_base_executable", None) or sys.executable


def lock_digest() -> str:
    """SHA-256 of the lock that the environment is made from."""
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def site_packages() -> Path:
    """Where the environment's packages lie."""
    return next(VENV.glob("lib/python*/site-packages"), VENV / "Lib" / "site-packages")


def is_current() -> bool:
    """Whether the environment is there, made from today's lock, and nothing has gone from it since."""
    try:
        is_ours = STAMP.read_text().strip() == lock_digest() and interpreter().exists()
        return is_ours and set(INVENTORY.read_text().split("\n")) <= set(os.listdir(site_packages()))
    except OSError:
        return False


def point_to_project(packages: Path) -> None:
    """Let every Python and kernel of the environment import the project, unless the folder may not be written to."""
    line = f"import sys; sys.path.append({str(ROOT)!a})\n"  # ASCII: Python reads it in the locale's encoding
    pointer = packages / POINTER
    with contextlib.suppress(OSError):
        if not pointer.exists() or pointer.read_text(encoding="utf-8") != line:
            pointer.write_text(line, encoding="utf-8")


def set_up() -> None:
    """Make the environment from the lock, every package checked against its hash; raise SystemExit if it cannot be."""
    why = "It is damaged or of another version: s" if STAMP.exists() else "S"
    print(f"{why}etting up the environment in .venv (once, about a minute) ...", file=sys.stderr, flush=True)
    if VENV.exists():
        shutil.rmtree(VENV)
    create = [base_interpreter(), "-m", "venv", str(VENV)]
    install = [str(interpreter()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    try:
        subprocess.run(create, check=True)
        with tempfile.TemporaryDirectory() as folder:
            first = Path(folder) / "uv.txt"
            first.write_text(locked("uv"))
            subprocess.run([*install, "-r", str(first)], check=True)
        uv = [str(interpreter()), "-m", "uv", "pip", "install", "--quiet", "--require-hashes", "-r", str(LOCK)]
        subprocess.run([*uv, "--python", str(interpreter())], check=True)
    except subprocess.CalledProcessError as error:
        shutil.rmtree(VENV, ignore_errors=True)
        step = " ".join(map(str, error.cmd[:4]))
        sys.exit(
            f"The environment could not be set up: {step} ... ended with {error.returncode}.\n"
            "What it said stands above. Python needs its venv module and a way to the package index; "
            "mend that and give the command again."
        )
    INVENTORY.write_text("\n".join(sorted(os.listdir(site_packages()))))
    STAMP.write_text(lock_digest() + "\n")


def locked(package: str) -> str:
    """The lock's entry for one package, hashes included."""
    lines = LOCK.read_text().splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{package}=="))
    end = next((i for i in range(start + 1, len(lines)) if not lines[i].startswith(" ")), len(lines))
    return "\n".join(lines[start:end]) + "\n"
