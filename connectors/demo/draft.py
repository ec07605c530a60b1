"""An issue while its history is being made up, and how it becomes a record.

A draft knows what its fields were set to and when; what they were before follows when all is known. So the
parts of a simulated life can be told in any order and still form one consistent history, cut at the anchor.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from connectors.records import CommentKind, IssueKind

STATUS = {
    "todo": "To Do",
    "in_progress": "In Progress",
    "review": "In Review",
    "waiting": "Waiting for Business",
    "done": "Done",
    "merged": "Merged",
}
_CATEGORIES = {"review": "in_progress", "waiting": "in_progress", "merged": "done"}
_RESOLUTIONS = {"done": ("10000", "Done"), "merged": ("merged", "merged")}
TYPE_NAMES: dict[IssueKind, str] = {
    "epic": "Epic",
    "story": "Story",
    "task": "Task",
    "bug": "Bug",
    "subtask": "Sub-task",
    "pull_request": "Pull request",
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
    """A comment under a draft, or a review of a pull request."""

    at: int
    by: str
    text: str
    kind: CommentKind = "comment"


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
    """An issue whose history is being made up.

    `moved` says when and to which project it moved; `names` is an issue whose key stands before the title.
    """

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
    moved: tuple[int, str, str] | None = None
    names: Draft | None = None

    def when(self, text: str) -> int:
        """When the status with this name was first reached. Raises ValueError where it never was."""
        return min(s.at for s in self.settings if s.field == "status" and s.to.text == STATUS[text])

    def set(self, at: int, by: str, name: str, value: str | None, text: str | None = None) -> None:
        """Let a field be set at an instant."""
        self.settings.append(Setting(at, by, name, Value(value, value if text is None else text)))

    def set_issue(self, at: int, by: str, name: str, other: Draft) -> None:
        """Let a field that names another issue (`epic`) be set at an instant."""
        self.settings.append(Setting(at, by, name, Value(None, None, other)))

    def status(self, at: int, by: str, to: str) -> None:
        """Let the status change; done and merged bring their resolution in the same act."""
        self.set(at, by, "status", _CATEGORIES.get(to, to), STATUS[to])
        if to in _RESOLUTIONS:
            self.set(at, by, "resolution", *_RESOLUTIONS[to])

    def reopen(self, at: int, by: str) -> None:
        """Let what is done come back into work."""
        self.status(at, by, "in_progress")
        self.set(at, by, "resolution", None)

    def rewrite(self, at: int, by: str, text: str) -> None:
        """Let the description become another one."""
        self.set(at, by, "description", None, text)

    def say(self, at: int, by: str, text: str, kind: CommentKind = "comment") -> None:
        """Let somebody comment, or review."""
        self.remarks.append(Remark(at, by, text, kind))

    def link(self, at: int, by: str, other: Draft, there: str = "relates to", back: str = "relates to") -> None:
        """Let the two issues be linked; both histories show it."""
        self.ties.append(Tie(at, by, other, there))
        other.ties.append(Tie(at, by, self, back))

    def move(self, at: int, by: str, project: str) -> None:
        """Let the issue move to another project: it keeps its id and gets another key."""
        self.moved = (at, by, project)
