"""
One PDF from one document, in a process of its own.

typst works with threads of its own that do not survive a fork of whoever used it before: a forked child would wait for
them for ever. Reads {document, template, fonts, standard, timestamp} as JSON from standard input, writes the PDF.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import typst


def main() -> None:
    """Compile what stands on standard input; a document that typst refuses ends in exit code 1 with its reason."""
    asked = json.load(sys.stdin)
    compiler = typst.Compiler(
        Path(asked["template"]).read_bytes(),
        font_paths=typeface(asked["fonts"]),
        ignore_system_fonts=True,
        sys_inputs={"document": asked["document"]},
    )
    date = datetime.fromtimestamp(asked["timestamp"], UTC)
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=asked["standard"], timestamp=date)
    except typst.TypstError as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(pdf)


def typeface(folder: str) -> typst.Fonts:
    """The fonts of a folder and no others."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


if __name__ == "__main__":
    main()
