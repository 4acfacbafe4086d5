def test_kader_detail_shows_five_themas_and_four_rollen(client_for, lezer):
    response = client_for(lezer).get("/naslag/")
    assert [len(response.context[name]) for name in ("themas", "rollen")] == [5, 4]


def test_kader_detail_costs_a_fixed_number_of_queries(client_for, lezer, django_assert_num_queries):
    client = client_for(lezer)
    client.get("/naslag/")
    with django_assert_num_queries(5):
        client.get("/naslag/")


def test_bouwsteen_detail_shows_the_literal_text(client_for, lezer):
    response = client_for(lezer).get("/naslag/BB-P1-1/")
    bouwsteen = response.context["bouwsteen"]
    assert (bouwsteen.code, bouwsteen.tekst in response.text) == ("BB-P1-1", True)


def test_bouwsteen_detail_of_an_unknown_code_is_404(client_for, lezer):
    client = client_for(lezer)
    assert {client.get(f"/naslag/{code}/").status_code for code in ("BB-P1-99", "XX-P1-1", "bb-p1-1", "x")} == {404}
