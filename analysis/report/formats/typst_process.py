"""
typst in a process of its own: `compiled` asks for it, `main` is what runs there.

typst works with threads of its own that do not survive a fork of whoever used it before: a forked child would wait for
them for ever.
"""

import json
import subprocess
import sys
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst


class TypesettingError(ValueError):
    """A document that typst refuses, and why."""


def compiled(template: str, inputs: dict[str, str] | list[dict[str, str]], fonts: Path, **how: Any) -> list[bytes]:
    """
    What typst makes of a template: a PDF, or a picture a page.

    Parameters
    ----------
    template : str
        In typst's language.
    inputs : dict of str, or list of them
        What the template finds in `sys.inputs`; of several, each makes a document.
    fonts : Path
        The folder of the only fonts that are used.
    how
        Arguments of `typst.Compiler.compile`; `timestamp` as seconds.

    Raises
    ------
    TypesettingError
        With typst's reason.
    """
    several = inputs if isinstance(inputs, list) else [inputs]
    asked = {"template": template, "inputs": several, "fonts": [str(fonts)], "how": how}
    done = subprocess.run([sys.executable, __file__], input=json.dumps(asked).encode(), capture_output=True)
    if done.returncode:
        raise TypesettingError(f"The page could not be typeset: {done.stderr.decode(errors='replace').strip()}")
    return [b64decode(made) for made in json.loads(done.stdout)]


def main() -> None:
    """Compile what stands on standard input; a document that typst refuses ends in exit code 1 with its reason."""
    import typst

    asked = json.load(sys.stdin)
    how = asked["how"]
    if "timestamp" in how:
        how["timestamp"] = datetime.fromtimestamp(how["timestamp"], UTC)
    typefaces = typeface(asked["fonts"])
    pages: list[Any] = []
    for inputs in asked["inputs"]:
        compiler = typst.Compiler(
            asked["template"].encode(), font_paths=typefaces, ignore_system_fonts=True, sys_inputs=inputs
        )
        try:
            made = compiler.compile(**how)
        except typst.TypstError as error:
            sys.exit(str(error))
        pages += made if isinstance(made, list) else [made]
    json.dump([b64encode(page).decode() for page in pages], sys.stdout)


def typeface(folders: list[str]) -> "typst.Fonts":
    """The fonts of some folders and no others."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


if __name__ == "__main__":
    main()
