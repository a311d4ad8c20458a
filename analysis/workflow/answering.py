"""How a command ends: what it answers is printed, and an error that a person can mend is one message."""

import sys
from typing import Any

UNTOUCHED = "The last good report, if there is one, is untouched."


def answering(work: Any) -> int:
    """Print what `work` returns; turn the errors a person can mend into one clear message and an exit code."""
    from analysis.survey import DataError
    from analysis.workflow.running.run import RunError

    try:
        print(work())
    except DataError as error:
        from analysis.workflow.checking.telling import gathered, language_of_the_user

        print("\n".join(f"- {text}" for text in gathered(error.problems, language_of_the_user())), file=sys.stderr)
        return 2
    except RunError as error:
        print(f"No report was made: {error}\n{UNTOUCHED}", file=sys.stderr)
        return 1
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        print(f"It could not be done: {error.strerror or error}{where}\n{UNTOUCHED}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"Stopped. {UNTOUCHED}", file=sys.stderr)
        return 1
    return 0
