import pytest
from django.core.management import CommandError, call_command

from tests.reports.conftest import as_platform


def render(*arguments):
    with as_platform():
        call_command("render_plan", *arguments)


def test_render_plan_writes_a_pdf(filled, tmp_path, capsys):
    render("stadskanaal", str(tmp_path / "plan.pdf"))
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert capsys.readouterr().out.endswith(" pagina's.\n")


@pytest.mark.parametrize(
    ("slug", "path", "message"),
    [
        ("atlantis", "x.pdf", "Er is geen gemeente met de naam atlantis."),
        ("aalten", "x.pdf", "Aalten is nog niet geopend."),
        ("stadskanaal", "/bestaat/niet/x.pdf", "Kan /bestaat/niet/x.pdf niet schrijven."),
        ("stadskanaal", "/", "Kan / niet schrijven."),
    ],
)
def test_render_plan_says_what_is_wrong(filled, slug, path, message):
    with pytest.raises(CommandError, match=message):
        render(slug, path)


def test_render_plan_needs_a_zelfevaluatie(zelfevaluatie):
    zelfevaluatie.delete()
    with pytest.raises(CommandError, match="nog geen zelfevaluatie"):
        render("stadskanaal", "x.pdf")
