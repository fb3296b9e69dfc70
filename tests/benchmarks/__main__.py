"""`python -m tests.benchmarks [--json]` with what is to be measured (`all_figures`), or `darp` or `smptsp INSTANCE`."""

from __future__ import annotations

import sys


def main() -> int:
    """Measure and tell. Reads only what is measured: the processes that search for rides read this file too."""
    if sys.argv[1:2] == ["darp"]:
        from tests.benchmarks import riding

        return riding.main(sys.argv[2:])
    if sys.argv[1:2] == ["smptsp"]:
        from tests.benchmarks import seating

        return seating.main(sys.argv[2:])
    from tests.benchmarks import all_figures

    return all_figures.main()


if __name__ == "__main__":
    sys.exit(main())
