"""Takes its limits and becomes pandoc: HTML on stdin, a document on stdout. Run by pandoc.py; knows nothing of Django.

pandoc itself reads, because of `--sandbox`, only the files that its arguments name, and no address at all.
"""

import os
import sys

from printing.limits import limit

if __name__ == "__main__":
    limit(int(sys.argv[1]), int(sys.argv[2]))
    os.execv(sys.argv[3], sys.argv[3:])  # noqa: S606 - there is no shell, which is the point
