"""``python3 -m ops demo`` and its sisters; the Makefile calls nothing else."""

import sys

from ops.version import too_old

complaint = too_old(sys.version_info)
if complaint:
    sys.exit(complaint)

from ops.cli import main  # noqa: E402 - only a Python that passed may read the rest

sys.exit(main(sys.argv[1:]))
