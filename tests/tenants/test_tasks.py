import pytest
from django.db import connection

from kompas.celery import app
from tenants.context import in_gemeente
from tenants.tasks import PublicTask


@pytest.fixture
def run():
    """Runs `work` as the body of a task, as a worker does."""

    def run(work):
        task = app.task(work, name=f"tests.{work.__name__}", bind=False, shared=False)
        try:
            task()
        finally:
            app.tasks.pop(task.name)

    return run


def test_every_task_is_one_that_starts_on_public():
    app.loader.import_default_modules()
    own = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}
    assert set(own) >= {"jobs.tasks.sweep", "reports.tasks.render_rapport"}
    assert {name for name, task in own.items() if not isinstance(task, PublicTask)} == set()


def test_task_starts_on_public_whatever_came_before(gemeente, run):
    seen = []

    def looks():
        seen.append(connection.schema_name)

    run(looks)
    assert seen == ["public"]


def test_task_leaves_nothing_behind_after_an_error(stadskanaal, run):
    entered = in_gemeente(stadskanaal)  # kept, or Python leaves it as soon as nobody holds it

    def breaks():
        entered.__enter__()
        connection.cursor().close()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(breaks)
    assert connection.schema_name == "public"
