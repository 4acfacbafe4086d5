from printing.hyphens import hyphenated


def test_long_words_in_cells_get_places_to_break_and_nothing_else_does():
    html = '<p>aandachtsfunctionarissen</p><td class="aandachtsfunctionarissen">aandachtsfunctionarissen</td>'
    shown = hyphenated(html)
    assert shown.replace("\xad", "") == html
    before, _, cell = shown.partition("<td")
    assert ("\xad" in before, "\xad" in cell.partition(">")[0]) == (False, False)
    assert cell.partition(">")[2] == "aandachts\xadfunc\xadti\xado\xadna\xadrissen</td>"


def test_short_words_links_and_entities_stay_whole():
    cell = '<th scope="row"><a href="https://voorbeeldgemeente.example/aandacht">team Jeugd</a> &lt;&#x27;</th>'
    assert hyphenated(cell) == cell


def test_a_head_of_a_table_is_no_cell():
    assert hyphenated("<thead><tr></tr></thead><p>verantwoordelijkheden</p>") == (
        "<thead><tr></tr></thead><p>verantwoordelijkheden</p>"
    )
