"""An issue while its history is being made up, and how it becomes a record.

A draft knows what its fields were set to and when; what they were before follows when all is known. So the
parts of a simulated life can be told in any order and still form one consistent history, cut at the anchor.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from connectors.records import IssueKind

STATUS = {"todo": "To Do", "in_progress": "In Progress", "review": "In Review", "done": "Done"}
RESOLVED = "10000"
TYPE_NAMES: dict[IssueKind, str] = {
    "epic": "Epic",
    "story": "Story",
    "task": "Task",
    "bug": "Bug",
    "subtask": "Sub-task",
}


@dataclass(frozen=True, slots=True)
class Value:
    """What a field holds: its value and the text that the tracker shows. `issue` stands for another draft's id."""

    value: str | None
    text: str | None
    issue: Draft | None = None


NOTHING = Value(None, None)


@dataclass(frozen=True, slots=True)
class Setting:
    """A field was set, at an instant, by somebody."""

    at: int
    by: str
    field: str
    to: Value


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment under a draft."""

    at: int
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Work:
    """Hours logged on a draft."""

    at: int
    by: str
    hours: float


@dataclass(frozen=True, slots=True)
class Tie:
    """A link to another draft, made at an instant."""

    at: int
    by: str
    other: Draft
    type: str


@dataclass(eq=False, slots=True)
class Draft:
    """An issue whose history is being made up. `moved` says when and to which project it moved."""

    project: str
    kind: IssueKind
    title: str
    created_at: int
    creator: str
    initial: dict[str, Value] = field(default_factory=dict)
    settings: list[Setting] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    work: list[Work] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    labels: tuple[str, ...] = ()
    due_on: str | None = None
    moved: tuple[int, str, str] | None = None

    def set(self, at: int, by: str, name: str, value: str | None, text: str | None = None) -> None:
        """Let a field be set at an instant."""
        self.settings.append(Setting(at, by, name, Value(value, value if text is None else text)))

    def set_issue(self, at: int, by: str, name: str, other: Draft) -> None:
        """Let a field that names another issue (`epic`) be set at an instant."""
        self.settings.append(Setting(at, by, name, Value(None, None, other)))

    def status(self, at: int, by: str, to: str) -> None:
        """Let the status change; done brings its resolution in the same act."""
        category = "in_progress" if to == "review" else to
        self.set(at, by, "status", category, STATUS[to])
        if to == "done":
            self.set(at, by, "resolution", RESOLVED, "Done")

    def say(self, at: int, by: str, text: str) -> None:
        """Let somebody comment."""
        self.remarks.append(Remark(at, by, text))

    def link(self, at: int, by: str, other: Draft) -> None:
        """Let the two issues be linked; both histories show it."""
        self.ties.append(Tie(at, by, other, "relates to"))
        other.ties.append(Tie(at, by, self, "relates to"))

    def move(self, at: int, by: str, project: str) -> None:
        """Let the issue move to another project: it keeps its id and gets another key."""
        self.moved = (at, by, project)
