"""Which addresses are of one kind, and which links are followed."""

import pytest

from tests.jaren.walk import inside, kind_of

PK = "4c3249df-33cd-403a-a846-ac88226d109f"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (f"/acties/{PK}/", "/acties/*/"),
        ("/zelfevaluatie/SV-P1-1/", "/zelfevaluatie/*/"),
        ("/land/gemeente/GM9001/?ronde=7", "/land/gemeente/*/?ronde"),
        ("/beleidsplan/passage/ambitie_2.arbeid/bewerken/", "/beleidsplan/passage/*/bewerken/"),
        ("/acties/vormen/", "/acties/vormen/"),
    ],
)
def test_addresses_of_one_kind_differ_in_ids_alone(path, kind):
    assert kind_of(path) == kind


def test_only_links_of_this_host_are_followed_and_never_the_one_that_logs_out():
    links = ["/acties/", "?met=land", "#inhoud", "mailto:a@b.example", "http://elders.example/", "/account/logout/"]
    assert inside(links, "/vergelijk/", "stad.example") == ["/acties/", "/vergelijk/?met=land", "/vergelijk/"]
