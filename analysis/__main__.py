"""The command line: `python -m analysis report|check|new|lab|test|clean` (see `--help`)."""

import sys

from analysis.workflow import environment

if __name__ == "__main__":
    if sys.argv[1:] != ["clean"]:
        environment.settle()  # from here on, the project's own packages are there
    from analysis.workflow import commands

    sys.exit(commands.main())
