from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from kader.models import Bouwsteen, Status
from kader.queries import version_of


@requires(Permission.READ)
def kader_detail(request: GemeenteHttpRequest) -> HttpResponse:
    """The whole Kader to read: themas, bouwstenen and the four rollen, with their source."""
    kader = version_of(request.gemeente)
    bouwstenen = Prefetch("bouwstenen", Bouwsteen.objects.select_related("rol"))
    context = {"kader": kader, "themas": kader.themas.prefetch_related(bouwstenen), "rollen": kader.rollen.all()}
    return render(request, "kader/kader_detail.html", {"place": "naslag", **context})


@requires(Permission.READ)
def bouwsteen_detail(request: GemeenteHttpRequest, code: str) -> HttpResponse:
    """What Kompas says about one bouwsteen, apart from anybody's answer."""
    bouwsteen = get_object_or_404(
        Bouwsteen.objects.select_related("thema", "rol", "plan", "kaderversie").prefetch_related("deelcriteria"),
        code=code,
        kaderversie=version_of(request.gemeente),
    )
    statussen = [(status.value, bouwsteen.statusvoorbeelden[status]) for status in Status]
    context = {"place": "naslag", "bouwsteen": bouwsteen, "statussen": statussen}
    return render(request, "kader/bouwsteen_detail.html", context)
