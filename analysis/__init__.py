"""From a customer-service questionnaire to a written, verifiable research report."""

import sys
from pathlib import Path

__version__ = "0.1.0"

PACKAGE = Path(__file__).resolve().parent
SHIPPED = PACKAGE / "_project"
"""What a copy installed by pip brings along: notebooks, lock and example. In a clone they lie beside the package."""

IS_INSTALLED = SHIPPED.is_dir()
ROOT = Path.cwd() if IS_INSTALLED else PACKAGE.parent
"""The project's folder, or the folder where an installed copy was started. Relative paths start here."""

FILES = SHIPPED if IS_INSTALLED else ROOT
"""Where the project's own files lie."""

# jsonschema, which reads notebooks, would import this checker of internationalised addresses if it is installed;
# building its grammar takes seconds, and nothing here holds such an address.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
