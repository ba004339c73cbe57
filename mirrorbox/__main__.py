"""`python -m mirrorbox`."""

import sys

from mirrorbox.cli import main

if __name__ == "__main__":
    sys.exit(main())
