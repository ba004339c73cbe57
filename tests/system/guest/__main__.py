from __future__ import annotations

import sys

from tests.system.guest import main

sys.exit(main())
