"""Whether Kompas kept what it promised. A line per broken promise; none is a pass."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from tests.chaos.people import Promises

MINIMUM_SAVES = 5  # acknowledged per fault, else nobody was at work when it struck


@dataclass
class Found:
    """What is in the database: per sentence how often it was accepted, and per report its state and its file."""

    sentences: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    reports: dict[str, tuple[str, bool]] = field(default_factory=dict)

    def unfinished(self) -> list[str]:
        return [report for report, (state, _) in self.reports.items() if state not in {"done", "failed"}]

    def failed(self) -> list[str]:
        return [report for report, (state, _) in self.reports.items() if state == "failed"]


def forget_reports(url: str, schemas: dict[str, str]) -> None:
    """Those of a run before, which may have broken off: who asks again would be given one of them."""
    with psycopg.connect(url) as connection:
        connection.execute("DELETE FROM jobs_job")
        for schema in schemas.values():
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(schema, "reports_rapport")))


def look(url: str, schemas: dict[str, str], since: Any) -> Found:
    """In the database of the owner; `schemas` is per slug."""
    found = Found()
    with psycopg.connect(url) as connection:
        jobs = connection.execute("SELECT id, state FROM jobs_job WHERE created_at >= %s", [since]).fetchall()
        states = {str(job): state for job, state in jobs}
        files: dict[str, bool] = {}
        for slug, schema in schemas.items():
            query = (
                "SELECT b.code, r.data->>'plan_zin' FROM {} r JOIN {} a ON a.id = r.row"
                " JOIN kader_bouwsteen b ON b.id = a.bouwsteen_id WHERE r.accepted AND r.created_at >= %s"
            )
            tables = ("zelfevaluatie_antwoordrevision", "zelfevaluatie_antwoord")
            revisions = sql.SQL(query).format(*(sql.Identifier(schema, table) for table in tables))
            found.sentences.update((slug, *row) for row in connection.execute(revisions, [since]).fetchall())
            rapporten = sql.SQL("SELECT id, content IS NOT NULL FROM {}").format(
                sql.Identifier(schema, "reports_rapport")
            )
            files |= {str(key): whole for key, whole in connection.execute(rapporten).fetchall()}
    found.reports = {key: (state, files.get(key, False)) for key, state in states.items()}
    return found


def broken(promises: Iterable[Promises], found: Found, *, promised_faults: int, faults: int) -> list[str]:
    everybody = list(promises)
    saves = [save for one in everybody for save in one.saves]
    reports = {report for one in everybody for report in one.reports}
    unclear = sum(one.unclear_reports for one in everybody)
    done = {report for report, (state, whole) in found.reports.items() if state == "done" and whole}
    wrong = [line for one in everybody for line in one.wrong]
    wrong += [f"lost: {save}" for save in saves if not found.sentences[save]]
    wrong += [f"double: {save}" for save, times in found.sentences.items() if times > 1]
    wrong += [f"report lost: {report}" for report in sorted(reports - found.reports.keys())]
    for report in sorted((reports & found.reports.keys()) - done):
        wrong.append(f"report without a file ({found.reports[report][0]}): {report}")
    if (extra := len(found.reports.keys() - reports)) > unclear:
        wrong.append(f"{extra} reports that nobody asked for, with {unclear} requests unclear")
    if faults < promised_faults:
        wrong.append(f"{faults} faults of the {promised_faults} that were promised")
    if len(saves) < MINIMUM_SAVES * promised_faults:
        wrong.append(f"only {len(saves)} saves: nobody was at work")
    return wrong
