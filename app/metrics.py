"""How brug is, in figures for Prometheus: what stands, what was synced and scanned when, what waits."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Connection, func, select

from app.alerts.listing import STATES as ALERT_STATES
from app.database.alert_tables import alerts
from app.database.finding_tables import findings, scans
from app.database.history_tables import projects, sources
from app.database.job_tables import syncs
from app.jobs.ledger import DONE
from app.jobs.ledger import STATUSES as JOB_STATUSES
from app.schedule.showing import next_due, overdue_sources
from app.schedule.timetables import timetables


def metrics(connection: Connection, now: int, *, is_leading: bool) -> bytes:
    """The figures in Prometheus's text format (0.0.4); seconds since 1970, and durations in seconds."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(connection, now, is_leading=is_leading))
    return generate_latest(registry)


class _Figures(Collector):
    def __init__(self, connection: Connection, now: int, *, is_leading: bool) -> None:
        self._connection, self._now, self._is_leading = connection, now, is_leading

    def collect(self) -> Iterator[Metric]:
        """All figures, read anew."""
        yield self._findings()
        yield self._jobs()
        yield self._alerts()
        yield from self._sources()
        yield from self._last_jobs()
        yield from self._schedules()

    def _findings(self) -> Metric:
        found = GaugeMetricFamily("brug_findings", "Findings", labels=["symptom", "severity", "status"])
        columns = (findings.c.symptom, findings.c.severity, findings.c.status)
        for *labels, number in self._connection.execute(select(*columns, func.count()).group_by(*columns)):
            found.add_metric(labels, number)
        return found

    def _jobs(self) -> Metric:
        found = GaugeMetricFamily("brug_jobs", "Scans and syncs by status", labels=["kind", "status"])
        for table in (scans, syncs):
            counts = {row[0]: row[1] for row in self._connection.execute(
                select(table.c.status, func.count()).group_by(table.c.status)
            )}  # fmt: skip
            for status in JOB_STATUSES:
                found.add_metric([table.name.removesuffix("s"), status], counts.get(status, 0))
        return found

    def _alerts(self) -> Metric:
        found = GaugeMetricFamily("brug_alerts", "Messages by state", labels=["state"])
        query = select(alerts.c.state, func.count()).group_by(alerts.c.state)
        counts = {row[0]: row[1] for row in self._connection.execute(query)}
        for state in ALERT_STATES:
            found.add_metric([state], counts.get(state, 0))
        return found

    def _sources(self) -> Iterator[Metric]:
        synced = GaugeMetricFamily("brug_source_synced_seconds", "When a source was last synced", labels=["source"])
        age = GaugeMetricFamily(
            "brug_source_history_age_seconds",
            "How old the newest thing known of a source is",
            labels=["source"],
        )
        failing = GaugeMetricFamily("brug_source_failing", "1 where the last sync failed", labels=["source"])
        overdue = GaugeMetricFamily(
            "brug_source_overdue", "1 where a source was not synced for two periods of its schedule", labels=["source"]
        )
        behind = overdue_sources(self._connection, self._now)
        newest = {row[0]: row[1] for row in self._connection.execute(
            select(projects.c.source, func.max(projects.c.last_at)).group_by(projects.c.source)
        )}  # fmt: skip
        for row in self._connection.execute(select(sources).where(sources.c.active).order_by(sources.c.name)):
            if row.synced_at is not None:
                synced.add_metric([row.name], row.synced_at / 1000)
            if newest.get(row.name) is not None:
                age.add_metric([row.name], (self._now - newest[row.name]) / 1000)
            failing.add_metric([row.name], int(row.last_error is not None))
            overdue.add_metric([row.name], int(row.name in behind))
        yield from (synced, age, failing, overdue)

    def _schedules(self) -> Iterator[Metric]:
        following = GaugeMetricFamily(
            "brug_next_run_seconds", "When the run is due that follows the newest one", labels=["schedule"]
        )
        for timetable in timetables(self._connection):
            due = next_due(self._connection, timetable, self._now)
            if due is not None:
                following.add_metric([timetable.name], due / 1000)
        yield following
        yield GaugeMetricFamily("brug_leading", "1 where this process enters what is due", value=int(self._is_leading))

    def _last_jobs(self) -> Iterator[Metric]:
        at = GaugeMetricFamily("brug_last_success_seconds", "When a scan or sync last succeeded", labels=["kind"])
        took = GaugeMetricFamily("brug_last_duration_seconds", "How long that took", labels=["kind"])
        for table in (scans, syncs):
            query = select(table).where(table.c.status == DONE).order_by(table.c.finished_at.desc()).limit(1)
            row = self._connection.execute(query).first()
            if row is not None:
                kind = table.name.removesuffix("s")
                at.add_metric([kind], row.finished_at / 1000)
                took.add_metric([kind], (row.finished_at - row.started_at) / 1000)
        yield from (at, took)
