"""The command line: `python -m analysis report|verify|diff|bundle|check|import|export|new|test|...` (see `--help`)."""

import sys

from analysis.workflow import environment


def main() -> None:
    """Settle in the project's environment, then run the command."""
    asks_for_help = not sys.argv[1:] or {"-h", "--help"} & set(sys.argv[1:])
    try:
        if sys.argv[1:] != ["clean"] and not asks_for_help:
            environment.settle()  # from here on, the project's own packages are there
        from analysis.workflow import commands

        sys.exit(commands.main())
    except KeyboardInterrupt:
        sys.exit("Stopped.")


if __name__ == "__main__":
    main()
