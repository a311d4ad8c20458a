"""How a report looks: sizes, rules, indents and fonts, in a small file each; what a page says never depends on it."""

import tomllib
import zipfile
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from analysis.survey.errors import DataError
from analysis.survey.formats.archives import opened
from analysis.survey.formats.bounds import require_small, too_large

HERE = Path(__file__).parent
USUAL = {"en": "plain", "zh": "chinese-journal"}


class ThemeError(ValueError):
    """A file of a theme that says what no theme can say, or that is not there."""


@dataclass(frozen=True, kw_only=True)
class Theme:
    """
    A house style; `themes/plain.toml` tells the unit of each key.

    Parameters
    ----------
    rules : of a table, in points: above it, under its head, below it.
    text_size, table_size : points.
    line_spacing : lines.
    centred_headings, centred_tables : whether they stand in the middle.
    indent : of a paragraph's first line, in letters.
    accent : colour of links, "#rrggbb".
    latin, chinese, chinese_heads : fonts of the Word file.
    """

    rules: tuple[float, float, float]
    text_size: float
    table_size: float
    line_spacing: float
    centred_headings: bool
    centred_tables: bool
    indent: float
    accent: str
    latin: str
    chinese: str
    chinese_heads: str


def theme(name: str, folder: Path | None = None) -> Theme:
    """
    The theme of a name, or of a file in a folder; what the file does not say is as in the plain theme.

    Raises
    ------
    ThemeError
        If the file is not there, is no TOML, or has a key that themes do not know or a value of another kind.
    """
    path = folder / name if folder and name.endswith(".toml") else HERE / f"{name}.toml"
    plain, found = read(HERE / "plain.toml"), read(path)
    known = [field.name for field in fields(Theme)]
    if unknown := found.keys() - set(known):
        raise ThemeError(f"{path.name}: no theme has {', '.join(sorted(unknown))}. Themes have: {', '.join(known)}.")
    for key, value in found.items():
        if not is_alike(value, plain[key]):
            raise ThemeError(f"{path.name}: {key} = {value!r} is no value for it; the plain theme has {plain[key]!r}.")
    whole = plain | found
    return Theme(**whole | {"rules": tuple(whole["rules"])})


def read(path: Path) -> dict[str, Any]:
    """A file of a theme; raises ThemeError where there is none that can be read."""
    try:
        if large := too_large(path):
            raise ThemeError(large.text("en"))
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        themes = ", ".join(sorted(own.stem for own in HERE.glob("*.toml")))
        raise ThemeError(f"There is no theme {path.name} beside study.toml; the program's own are {themes}.") from None
    except ValueError as error:
        raise ThemeError(f"{path.name}: {error}") from error


def is_alike(value: Any, usual: Any) -> bool:
    """Whether a value is of the kind of the usual one."""
    if isinstance(usual, list):
        return isinstance(value, list) and len(value) == len(usual) and all(map(is_alike, value, usual))
    if isinstance(usual, bool) or isinstance(value, bool) or isinstance(usual, str):
        return type(value) is type(usual)
    return isinstance(value, int | float) and value >= 0


def usual(language: str) -> Theme:
    """What a report in a language looks like where nothing else is asked for."""
    return theme(USUAL[language])


@dataclass(frozen=True, kw_only=True)
class Dress:
    """
    What an author asks a report to look like: names of a theme and of a Word file, whose files lie in a folder.

    Parameters
    ----------
    theme : a name of the program's own themes or of a file, or empty: as usual in the language.
    word_template : the name of a Word file whose styles and paper the Word file takes, or empty.
    folder : of these files.
    """

    theme: str = ""
    word_template: str = ""
    folder: Path = HERE

    def metadata(self, language: str) -> dict[str, Any]:
        """The same as an exporter reads it; raises ThemeError."""
        chosen = theme(self.theme, self.folder) if self.theme else usual(language)
        template = str(self.folder / self.word_template) if self.word_template else ""
        return {"theme": asdict(chosen), "word_template": template}

    def require_sound(self) -> None:
        """Raise ThemeError where a file is missing, or is not what it should be."""
        self.metadata("en")
        if self.word_template and not is_word(self.folder / self.word_template):
            raise ThemeError(f"word_template: there is no Word file (.docx) {self.word_template} beside study.toml.")

    def files(self) -> list[Path]:
        """The author's own files."""
        names = [self.word_template, self.theme if self.theme.endswith(".toml") else ""]
        return [self.folder / name for name in names if name]


def is_word(path: Path) -> bool:
    """Whether a file is a Word file; raises ThemeError where it is far too large for one."""
    try:
        require_small(path)
        return "word/styles.xml" in opened(path.read_bytes(), path.name).namelist()
    except DataError as error:
        raise ThemeError(error.problems[0].text("en")) from error
    except (OSError, zipfile.BadZipFile):
        return False


UNDRESSED = Dress()
