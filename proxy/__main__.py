"""`python3 -m proxy [version]` prints the Caddyfile for that version of Caddy; without one, for that of compose."""

import sys

from proxy.caddyfile import VERSION, write

if __name__ == "__main__":
    try:
        sys.stdout.write(write(sys.argv[1] if len(sys.argv) > 1 else VERSION))
    except ValueError as error:
        sys.exit(f"{error}\nUse: python3 -m proxy 2.6.2")
