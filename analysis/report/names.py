"""What scales, items, pain points and groups are called in one language; the other language where it is silent."""

import re
from collections.abc import Mapping

LOWERED = "\ue000"  # stands before a label's lowered first letter until its place in the sentence is known


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

        named = [*self.scales.values(), *self.wordings.values(), *self.pain_points.values(), *self.groups.values()]
        self.proper = {word for text in [self.title, *named] for word in re.findall(r"(?<=[a-z,] )[A-Z]\w*", text)}

    def scale(self, name: str) -> str:
        return self.scales.get(name, name)

    def pain_point(self, name: str) -> str:
        return self.pain_points.get(name, name)

    def group(self, variable: str) -> str:
        return self.groups.get(variable, variable)

    def group_quoted(self, variable: str) -> str:
        """A group inside a sentence, which is a question and keeps its capital."""
        return f"“{self.group(variable)}”" if self.language == "zh" else self.group(variable)

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
        """A label inside a sentence: Chinese sets it in quotation marks, English begins it with a small letter."""
        return f"“{text}”" if self.language == "zh" else self.lowered(text)

    def lowered(self, text: str) -> str:
        """
        A label as a common noun, marked for `settled`.

        Names and titles stay as they are: words that the study elsewhere writes with a capital inside a sentence,
        abbreviations, and labels with another capital.
        """
        first = re.match(r"[A-Z][a-z]\w*", text)
        if not first or first[0] in self.proper or re.search(r"[\s-][A-Z]", text):
            return text
        return LOWERED + text[0].lower() + text[1:]

    def part(self, name: str) -> str:
        """A dimension by its label, as a sentence has it; an item by its code."""
        return self.quoted(self.scales[name]) if name in self.scales else name

    def pair(self, names: list[str]) -> str:
        """Two dimensions as one thing: 'A with B'."""
        return ("与" if self.language == "zh" else " with ").join(self.part(name) for name in names)

    def headed(self, head: str, text: str) -> str:
        """A text under its head: 'Gender: Male'."""
        return head + ("：" if self.language == "zh" else ": ") + text

    def sized(self, text: str, n: str) -> str:
        """A group with its size behind it."""
        return f"{text}（n = {n}）" if self.language == "zh" else f"{text} (n = {n})"

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

    def several(self, parts: list[str], most: int = 6) -> str:
        """Parts as `joined`; of more than `most` the first ones, and how many there are."""
        if len(parts) <= most:
            return self.joined(parts)
        first, left = parts[:most], len(parts) - most
        return f"{'、'.join(first)}等{len(parts)}个" if self.language == "zh" else f"{', '.join(first)} and {left} more"


def settled(text: str) -> str:
    """The text with every lowered label as its place wants it: a capital where a sentence or a quotation begins."""
    begun = re.sub(rf"((?:^|[.?!]\s|“)(?:<[^>]*>)*){LOWERED}(.)", lambda found: found[1] + found[2].upper(), str(text))
    return type(text)(begun.replace(LOWERED, ""))
