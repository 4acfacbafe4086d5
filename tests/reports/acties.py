"""An actie as a plan has it."""

from reports.document.plan import PlanActie


def actie(**values):
    empty = {"code": "", "trekker": "", "gereed": None, "cadans": "", "kosten": None, "uren": None, "staat": "open"}
    return PlanActie(**{"wat": "Iets doen", **empty, **values})
