from accounts.models import Gebruiker
from reports.samen.queries import Sharing
from samenwerking import actions
from samenwerking.models import Deelname


def share_plan(*, deelname: Deelname, version: int, sharing: Sharing, by: Gebruiker) -> None:
    """Let the others read what `sharing` shows; see samenwerking.actions.share for what it raises."""
    actions.share(
        deelname=deelname,
        version=version,
        plan=sharing.data,
        formaat=sharing.plan.formaat,
        sha256=sharing.sha256,
        by=by,
    )
