"""From a customer-service questionnaire to a written, verifiable research report."""

from pathlib import Path

__version__ = "0.1.0"

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder. Relative paths in notebooks and settings start here, whatever the working directory."""
