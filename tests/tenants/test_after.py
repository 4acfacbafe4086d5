from tenants.backups.after import after_restore

seen = []


def wipe_again(*, gemeente):
    seen.append(gemeente.slug)


def test_after_restore_tells_whoever_registered(stadskanaal, voorbeeldstad, settings):
    settings.AFTER_RESTORE = [f"{__name__}.wipe_again"]
    after_restore([stadskanaal, voorbeeldstad])
    assert seen == ["stadskanaal", "voorbeeldstad"]
