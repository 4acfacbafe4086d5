"""Documents of real plans, which the fixtures of reports make."""

from tests.reports.conftest import (  # noqa: F401
    empty,
    filled,
    no_broker,
    plan,
    reached,
    stadskanaal_plan,
)
