"""`python -m ui`, and what the packed program starts."""

from __future__ import annotations

import sys

from ui import start


def main() -> int:
    """Start the program and give its exit status."""
    start.collect_rarely()
    from ui import cli  # noqa: PLC0415 - reads nearly everything

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
