"""Everything needed to run Kompas on one machine: PostgreSQL and Valkey from wheels, the supervisor behind `make demo`,
a browser for the tests and the list of checks. The product never imports this package: in production the servers come
from the environment (see `.env.example` and `docker-compose.yml`).
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
