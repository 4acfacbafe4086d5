from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from beheer.actions import bring_aboard, set_agreement
from beheer.boarding import Line


@transaction.atomic
def carry_over(*, lines: Iterable[Line], by: UUID) -> list[str]:
    """Do what the lines say, all or nothing; returns the codes of the gemeenten that something was done for."""
    done = []
    for line in lines:
        assert line.gemeente
        if line.agreement:
            set_agreement(gemeente=line.gemeente, on=line.agreement)
        if not line.is_done:
            bring_aboard(gemeente=line.gemeente, by=by, email=line.row.email, naam=line.row.naam)
        done.append(line.gemeente.code)
    return done
