"""
What an archive says of itself: RO-Crate metadata, a draft of codecheck.yml, CITATION.cff and a README.

Sources: RO-Crate 1.1 (Sefton et al. 2020, doi 10.5281/zenodo.4031327); CODECHECK configuration 1.0 (Nüst & Eglen 2021,
doi 10.12688/f1000research.51738.2); Citation File Format 1.2.0 (Druskat et al. 2021, doi 10.5281/zenodo.5171937).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

TEXTS = Path(__file__).with_name("texts")
AUTHORS = "To be filled in by the authors"
MEDIA = {
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".json": "application/json",
    ".csv": "text/csv",
    ".svg": "image/svg+xml",
    ".ipynb": "application/x-ipynb+json",
    ".toml": "application/toml",
}


@dataclass(frozen=True, kw_only=True)
class Archive:
    """
    What an archive holds.

    Attributes
    ----------
    study, title, version, date : str
        The study's name and title, the program's version, and the day.
    members : dict
        By their name in the archive, the files of study and report.
    program : list of str
        The program's folders and files at the top of the archive.
    fingerprints : dict
        SHA-256 of the files of the study that the report was made from.
    data : str
        The folder of the answers.
    is_shared : bool
        Whether these are the answers that were given; else they are a synthetic twin's.
    """

    study: str
    title: str
    version: str
    date: str
    members: Mapping[str, Path | bytes]
    program: list[str]
    fingerprints: Mapping[str, str]
    data: str
    is_shared: bool

    @property
    def kind(self) -> str:
        """The key of its words."""
        return "shared" if self.is_shared else "synthetic"


def readme(archive: Archive) -> str:
    """README.md, in two languages."""
    hashes = "\n".join(f"    {digest}  {name}" for name, digest in archive.fingerprints.items())
    return Template((TEXTS / f"{archive.kind}.md").read_text(encoding="utf-8")).substitute(
        study=archive.study, title=archive.title, version=archive.version, data=archive.data, hashes=hashes
    )


def citation(archive: Archive) -> str:
    """CITATION.cff of the archive, which names the program as a reference."""
    program = "service-quality-report: from a customer-service questionnaire to a written, verifiable research report"
    return yaml(
        {
            "cff-version": "1.2.0",
            "message": "If you use this archive, please cite it as below.",
            "type": "dataset",
            "title": archive.title,
            "date-released": archive.date,
            "authors": [{"name": AUTHORS}],
            "references": [
                {
                    "type": "software",
                    "title": program,
                    "version": archive.version,
                    "license": "MIT",
                    "authors": [{"name": "The service-quality-report authors"}],
                }
            ],
        }
    )


def codecheck(archive: Archive) -> str:
    """A draft of codecheck.yml: what a codechecker would make again."""
    made = [name for name in archive.members if name.startswith(f"reports/{archive.study}/")]
    manifest = [{"file": name, "comment": name.rpartition("/")[2]} for name in made if "/private/" not in name]
    return yaml(
        {
            "version": "https://codecheck.org.uk/spec/config/1.0/",
            "manifest": manifest,
            "paper": {"title": archive.title, "authors": [{"name": AUTHORS}], "reference": ""},
            "codechecker": [{"name": ""}],
            "summary": f"make report STUDY={archive.data}; make verify STUDY=data/{archive.study}",
            "repository": "",
            "check_time": "",
            "certificate": "",
            "report": "",
        }
    )


def yaml(value: Any, indent: str = "") -> str:
    """Plain data as YAML, every text in quotes."""
    if isinstance(value, Mapping):
        lines = [f"{indent}{key}:{yaml_part(part, indent)}" for key, part in value.items()]
    else:
        lines = [f"{indent}- {yaml(part, f'{indent}  ').lstrip()}" for part in value]
    return "".join(lines)


def yaml_part(value: Any, indent: str) -> str:
    if isinstance(value, Mapping | list) and value:
        return "\n" + yaml(value, f"{indent}  ")
    return f" {json.dumps(value, ensure_ascii=False)}\n"


def metadata(archive: Archive) -> str:
    """ro-crate-metadata.json."""
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": archive.title,
        "description": (TEXTS / f"{archive.kind}.txt").read_text(encoding="utf-8").strip(),
        "datePublished": archive.date,
        "license": "To be named by the authors; the program is under the MIT licence (LICENSE-program).",
        "mainEntity": {"@id": f"reports/{archive.study}/results.json"},
    }
    files = [described(name, content) for name, content in sorted(archive.members.items())]
    programs = [{"@id": name, "@type": ["Dataset" if name.endswith("/") else "File"]} for name in archive.program]
    software = {
        "@id": "analysis/",
        "@type": ["Dataset", "SoftwareSourceCode"],
        "name": "service-quality-report",
        "version": archive.version,
        "programmingLanguage": "Python",
        "license": {"@id": "https://spdx.org/licenses/MIT"},
    }
    programs = [software if entity["@id"] == "analysis/" else entity for entity in programs]
    root["hasPart"] = [{"@id": entity["@id"]} for entity in (*files, *programs)]
    graph = [descriptor(), root, *files, *programs, action(archive)]
    content = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def descriptor() -> dict[str, Any]:
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }


def described(name: str, content: Path | bytes) -> dict[str, Any]:
    """A file as RO-Crate describes it, with its SHA-256."""
    data = content if isinstance(content, bytes) else content.read_bytes()
    media = {"encodingFormat": MEDIA[Path(name).suffix]} if Path(name).suffix in MEDIA else {}
    told = {"contentSize": str(len(data)), "sha256": hashlib.sha256(data).hexdigest()}
    return {"@id": name, "@type": "File", "name": name.rpartition("/")[2], **media, **told}


def action(archive: Archive) -> dict[str, Any]:
    """The run that made the report: of what, by what; the answers by their fingerprint where they are not here."""
    given = [name for name in archive.members if name.startswith(f"data/{archive.study}/")]
    made = [name for name in archive.members if name.startswith(f"reports/{archive.study}/")]
    return {
        "@id": "#run",
        "@type": "CreateAction",
        "name": f"make report STUDY=data/{archive.study}",
        "instrument": {"@id": "analysis/"},
        "object": [{"@id": name} for name in given],
        "result": [{"@id": name} for name in made],
        "description": "SHA-256 of what it read: "
        + "; ".join(f"{name} {digest}" for name, digest in archive.fingerprints.items()),
    }
