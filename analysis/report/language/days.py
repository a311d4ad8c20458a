"""Days as each language prints them."""

import datetime

from analysis.report.language.names import WORDING
from analysis.report.language.writer import Writer

FIRST_HALF = ("January", "February", "March", "April", "May", "June")
MONTHS = (*FIRST_HALF, "July", "August", "September", "October", "November", "December")


def printed(write: Writer, date: str) -> str:
    """A day in the form YYYY-MM-DD as the language prints it; another text as its author has it."""
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        return write.names.shown(date, WORDING)
    month = MONTHS[day.month - 1] if write.language == "en" else str(day.month)
    return write.plain("days", "day", day=str(day.day), month=month, year=str(day.year))
