"""An adopted version for the archive: its PDF/A with the metadata of MDTO, in one zip."""

from openbaar.queries import pdf_of
from printing.archives import write_zip
from reports.document.mdto import Archived, Kept, mdto_files
from reports.files.subjects import adopted
from reports.gather.adres import adres_of
from reports.gather.version import plan_of
from reports.keuzes.archief_models import Archief
from reports.models import Planversie, Rapport
from reports.versions.openbaar_actions import public_of
from tenants.models import Gemeente


def chosen() -> Archief | None:
    """What the beheerder said, once she did. Runs as the gemeente."""
    return Archief.objects.exclude(version=0).first()


def archive_pdf(versie: Planversie) -> Rapport | None:
    """The file that was made of the adoption; the same for everybody, for good."""
    made = adopted(Rapport.objects.filter(planversie=versie, formaat=Rapport.Formaat.PDF)).exclude(finished_at=None)
    return made.defer("plan").order_by("requested_at").last()


def archive_zip(*, versie: Planversie, pdf: Rapport, archief: Archief, gemeente: Gemeente) -> tuple[str, bytes]:
    """Its name, and its bytes: the same as long as nothing of it changed."""
    plan, public = plan_of(versie), public_of(versie, gemeente)
    shown = pdf_of(public) if public else None
    content = bytes(pdf.content or b"")
    naam = f"beleidsplan-{gemeente.slug}-{adres_of(versie)}"
    assert versie.vastgesteld_at
    assert pdf.finished_at
    archived = Archived(
        pk=str(versie.pk),
        kept_at=versie.created_at,
        adopted_at=versie.vastgesteld_at,
        file_pk=str(pdf.pk),
        file_naam=f"{naam}.pdf",
        size=len(content),
        sha256=pdf.sha256,
        made_at=pdf.finished_at,
        url=public.url if public else "",
        file_url=shown.url if shown else "",
        is_invented=gemeente.is_invented,
    )
    kept = Kept(archief.bewaartermijn, archief.selectielijst, archief.categorie)
    return f"{naam}-archief.zip", write_zip({f"{naam}.pdf": content, **mdto_files(plan, archived, kept)})
