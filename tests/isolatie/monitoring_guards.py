"""What keeps what people typed, and who they are, out of what an operator sees; and visitors out of it."""

from tests.isolatie.mutant import Mutant

LINES, MIDDLEWARE = "monitoring/lines.py", "monitoring/middleware.py"
TEST_LINES, TEST_MIDDLEWARE = ("tests/monitoring/test_lines.py",), ("tests/monitoring/test_middleware.py",)
TEST_OUTSIDE = ("tests/monitoring/test_outside.py",)

MONITORING = [
    Mutant(
        "Metrics are for who knows the token",
        MIDDLEWARE,
        'not constant_time_compare(sent, f"Bearer {settings.METRICS_TOKEN}")',
        "False",
        TEST_MIDDLEWARE,
    ),
    Mutant("… and for nobody where there is none", MIDDLEWARE, "not settings.METRICS_TOKEN or ", "", TEST_MIDDLEWARE),
    Mutant(
        "A label is a route, never an address",
        MIDDLEWARE,
        "method, route, ms = request.method, route_of(request), round(seconds * 1000)",
        "method, route, ms = request.method, request.path, round(seconds * 1000)",
        TEST_MIDDLEWARE,
    ),
    Mutant(
        "What Celery says of a task that failed quotes nobody",
        LINES,
        '    if name in {"exc", "traceback"}:\n',
        "    if False:\n",
        TEST_LINES,
    ),
    Mutant("… nor what it gave back", LINES, '        return ""\n', "        return value\n", TEST_LINES),
    Mutant(
        "An exception in a line is its kind",
        LINES,
        "    return described(value) if isinstance(value, BaseException) else value\n",
        "    return value\n",
        TEST_LINES,
    ),
    Mutant(
        "gunicorn quotes no address",
        "monitoring/server_lines.py",
        '            msg, args = "Error handling request", ()\n',
        "            pass\n",
        TEST_LINES,
    ),
    Mutant(
        "An error that leaves is made anew",
        "monitoring/reporting.py",
        "    made = {name: event[name] for name in KEPT if name in event}\n",
        "    made = dict(event)\n",
        TEST_OUTSIDE,
    ),
    Mutant(
        "… without what its message quotes",
        "monitoring/reporting.py",
        '        facts = described(error).partition(": ")[2]\n',
        "        facts = str(error)\n",
        TEST_OUTSIDE,
    ),
]
