"""Drafts become records: numbered, cut at the anchor, with the value before each change filled in."""

from __future__ import annotations

from collections import Counter
from datetime import date

from connectors.demo.draft import NOTHING, TYPE_NAMES, Draft, Setting, Value
from connectors.demo.people import COMPANY
from connectors.records import Change, Comment, CommitmentType, Issue, Link, StatusCategory, Worklog

SITE = "https://tracker.duinwaarde.example"
_FIRST_ID = 30001
_HELD: tuple[CommitmentType, ...] = ("release", "sprint")
_CATEGORIES: dict[str, StatusCategory] = {"todo": "todo", "in_progress": "in_progress", "done": "done"}


def _instants(told: tuple[Change, ...] | tuple[Comment, ...] | tuple[Worklog, ...]) -> list[int]:
    return [one.at for one in told]


class Register:
    """Ids and keys of all drafts that exist at the anchor, in the order in which they were made."""

    def __init__(self, drafts: list[Draft], anchor_at: int) -> None:
        self.anchor_at = anchor_at
        self.ids: dict[Draft, str] = {}
        self.keys: dict[Draft, str] = {}
        self.former: dict[Draft, str] = {}
        made = [draft for draft in drafts if draft.created_at < anchor_at]
        named = [(draft.created_at, 0, i, draft, draft.project) for i, draft in enumerate(made)]
        named += [
            (draft.moved[0], 1, i, draft, draft.moved[2])
            for i, draft in enumerate(made)
            if draft.moved and draft.moved[0] < anchor_at
        ]
        numbers: Counter[str] = Counter()
        for _, moved, _, draft, project in sorted(named, key=lambda row: row[:3]):
            numbers[project] += 1
            if moved:
                self.former[draft] = self.keys[draft]
            else:
                self.ids[draft] = str(_FIRST_ID + len(self.ids))
            self.keys[draft] = f"{project}-{numbers[project]}"

    def project_of(self, draft: Draft) -> str:
        """The key of the project in which a draft stands at the anchor."""
        return self.keys[draft].rsplit("-", 1)[0]

    def issue(self, draft: Draft) -> Issue:
        """The record of a draft as it stands at the anchor."""
        return _Finishing(self, draft).issue()


class _Finishing:
    """One draft on its way to a record."""

    def __init__(self, register: Register, draft: Draft) -> None:
        self.register = register
        self.draft = draft
        self.identity = register.ids[draft]
        title = f"{register.keys[draft.names]} {draft.title}" if draft.names else draft.title
        text = f"{draft.title}. Werk voor {COMPANY}."
        self.now: dict[str, Value] = {
            "status": Value("todo", "To Do"),
            "summary": Value(title, title),
            "description": Value(None, text),
            **draft.initial,
        }

    def issue(self) -> Issue:
        draft, anchor_at = self.draft, self.register.anchor_at
        changes = self.changes()
        comments = tuple(
            Comment(f"{self.identity}-c{i}", r.at, r.by, r.text, r.kind)
            for i, r in enumerate(sorted(draft.remarks, key=lambda r: r.at), 1)
            if r.at < anchor_at
        )
        worklogs = tuple(
            Worklog(f"{self.identity}-w{i}", w.at, w.by, w.hours)
            for i, w in enumerate(sorted(draft.work, key=lambda w: w.at), 1)
            if w.at < anchor_at
        )
        dates = [draft.created_at, *_instants(changes), *_instants(comments), *_instants(worklogs)]
        resolved = [c.at for c in changes if c.field == "resolution" and c.to_value]
        key = self.register.keys[draft]
        category = _CATEGORIES[self.value("status") or "todo"]
        labels = self.now.get("labels")
        due = self.value("due")
        return Issue(
            id=self.identity,
            key=key,
            kind=draft.kind,
            type_name=TYPE_NAMES[draft.kind],
            title=self.now["summary"].text or draft.title,
            url=f"{SITE}/browse/{key}",
            created_at=draft.created_at,
            updated_at=max(dates),
            status=self.now["status"].text or "",
            status_category=category,
            description=self.now["description"].text or "",
            resolution=self.now.get("resolution", NOTHING).text,
            resolved_at=resolved[-1] if self.value("resolution") else None,
            due_on=date.fromisoformat(due) if due else None,
            creator=draft.creator,
            reporter=draft.creator,
            assignee=self.value("assignee"),
            parent=self.value("parent"),
            epic=self.value("epic"),
            labels=tuple((labels.text or "").split()) if labels else draft.labels,
            points=self.number("points"),
            estimate_hours=self.number("estimate"),
            remaining_hours=self.number("remaining"),
            spent_hours=self.number("spent"),
            commitments=tuple((kind, one) for kind in _HELD for one in (self.value(kind) or "").split(",") if one),
            links=tuple(Link(self.register.ids[t.other], t.type) for t in draft.ties if t.at < anchor_at),
            changes=changes,
            comments=comments,
            worklogs=worklogs,
        )

    def value(self, name: str) -> str | None:
        held = self.now.get(name, NOTHING)
        return self.register.ids[held.issue] if held.issue else held.value

    def text(self, held: Value) -> str | None:
        return self.register.keys[held.issue] if held.issue else held.text

    def number(self, name: str) -> float | None:
        value = self.value(name)
        return None if value is None else float(value)

    def changes(self) -> tuple[Change, ...]:
        """All changes before the anchor, in order, each with what stood there before it.

        What one person does to an issue in one instant is one act, hence one batch.
        """
        register = self.register
        made: list[Change] = []
        batch, act = 0, (0, "")
        for setting in sorted(self.settings(), key=lambda s: s.at):
            if setting.at >= register.anchor_at:
                break
            before = self.now.get(setting.field, NOTHING)
            if before == setting.to:
                continue
            if (setting.at, setting.by) != act:
                act, batch = (setting.at, setting.by), batch + 1
            from_value = self.value(setting.field)
            if setting.field == "link":
                made.append(self.change(setting, batch, None, NOTHING, None))
                continue
            self.now[setting.field] = setting.to
            made.append(self.change(setting, batch, from_value, before, self.value(setting.field)))
        return tuple(made)

    def change(self, setting: Setting, batch: int, was: str | None, before: Value, to: str | None) -> Change:
        return Change(
            at=setting.at,
            field=setting.field,
            batch=f"{self.identity}-h{batch}",
            by=setting.by,
            from_value=was,
            to_value=to,
            from_text=self.text(before),
            to_text=self.text(setting.to),
        )

    def settings(self) -> list[Setting]:
        """What was set, with the links and the move to another project told as changes too."""
        draft, register = self.draft, self.register
        told = list(draft.settings)
        told += [
            Setting(t.at, t.by, "link", Value(None, f"This issue {t.type} {register.keys[t.other]}"))
            for t in draft.ties
            if t.at < register.anchor_at
        ]
        if draft in register.former and draft.moved:
            at, by, project = draft.moved
            self.now["key"] = Value(None, register.former[draft])
            self.now["project"] = Value(None, draft.project)
            told.append(Setting(at, by, "key", Value(None, register.keys[draft])))
            told.append(Setting(at, by, "project", Value(None, project)))
        return told
