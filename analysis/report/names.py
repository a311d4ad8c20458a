"""What scales, items, pain points and groups are called in one language; the other language where it is silent."""

from collections.abc import Mapping


def in_language(texts: Mapping[str, str] | None, language: str, otherwise: str) -> str:
    """The text in `language`, else in any language, else `otherwise`."""
    texts = texts or {}
    return texts.get(language) or next((text for text in texts.values() if text), otherwise)


def is_chinese(text: str) -> bool:
    return any("一" <= character <= "鿿" for character in text)


class Names:
    """Look-up of labels and wordings; a name that the study does not know stands for itself."""

    def __init__(self, study: dict, language: str) -> None:
        self.language = language
        self.title = in_language(study.get("title"), language, study["name"])
        self.scales = {s["name"]: in_language(s.get("label"), language, s["name"]) for s in study["scales"]}
        self.wordings = {i["variable"]: in_language(i.get("text"), language, "") for i in study["items"]}
        pains = study.get("pain_points") or []
        self.pain_points = {p["name"]: in_language(p.get("label"), language, p["name"]) for p in pains}
        groups = study.get("groups") or []
        self.groups = {g["variable"]: in_language(g.get("text"), language, g["variable"]) for g in groups}

    def scale(self, name: str) -> str:
        return self.scales.get(name, name)

    def pain_point(self, name: str) -> str:
        return self.pain_points.get(name, name)

    def group(self, variable: str) -> str:
        return self.groups.get(variable, variable)

    def wording(self, item: str) -> str:
        """The item's wording, or its code where the wording is not given."""
        return self.wordings.get(item) or item

    def level(self, text: str) -> str:
        """A group's level; of a label in two languages ('Female / 女') the half in this one."""
        halves = text.split(" / ")
        if len(halves) != 2 or is_chinese(halves[0]) == is_chinese(halves[1]):
            return text
        return next(half for half in halves if is_chinese(half) == (self.language == "zh"))

    def quoted(self, text: str) -> str:
        """A label inside a sentence: Chinese sets it in quotation marks."""
        return f"“{text}”" if self.language == "zh" else text

    def part(self, name: str) -> str:
        """A dimension by its label, as a sentence has it; an item by its code."""
        return self.quoted(self.scales[name]) if name in self.scales else name

    def pair(self, names: list[str]) -> str:
        """Two dimensions as one thing: 'A with B'."""
        return ("与" if self.language == "zh" else " with ").join(self.part(name) for name in names)

    def listed(self, parts: list[str]) -> str:
        """Longer parts, with semicolons between them."""
        return ("；" if self.language == "zh" else "; ").join(parts)

    def joined(self, parts: list[str]) -> str:
        """'a, b, and c'; in Chinese 'a、b和c', without the comma between quotation marks (GB/T 15834)."""
        if self.language == "zh":
            comma = "" if parts and parts[0].startswith("“") else "、"
            return comma.join(parts[:-1]) + "和" + parts[-1] if len(parts) > 1 else "".join(parts)
        if len(parts) < 3:
            return " and ".join(parts)
        return ", ".join(parts[:-1]) + ", and " + parts[-1]
