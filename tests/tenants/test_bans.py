"""Ways around tenants.context that would work, and leak. Ruff bans what is imported; these are attributes."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# Where role and path are set, and where the owner quotes the names of roles.
MECHANISM = {"tenants/backend/base.py", "tenants/context.py"}
OWNERS = {"schema_replay/connections.py"}  # migrations, in a process of the owner
BANNED = {
    "set_tenant": MECHANISM,
    "set_schema": OWNERS,
    "set_schema_to_public": {*MECHANISM, *OWNERS, "tenants/actions.py"},
    "schema_context": set(),
    "tenant_context": set(),
}
SOURCES = [
    path
    for app in (*settings.INSTALLED_APPS, "kompas")
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
]


def attributes(path):
    """Every `a.b` in the file, as `a.b` and `b`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.attr
            yield ast.unparse(node)


@pytest.mark.parametrize("name", BANNED)
def test_only_the_mechanism_itself_changes_schema(name):
    users = {path.relative_to(ROOT).as_posix() for path in SOURCES if name in attributes(path)}
    assert users - BANNED[name] == set()


def test_nobody_goes_past_django_to_the_driver():
    """A cursor of the driver has whatever role and path the session was left with. `rechten` only quotes by it."""
    users = {
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        if any(found.endswith("connection.connection") for found in attributes(path))
    }
    assert users == {"tenants/rechten.py"}


def test_a_gemeente_is_no_context_manager(stadskanaal):
    with pytest.raises(TypeError, match="in_gemeente"), stadskanaal:
        pass
