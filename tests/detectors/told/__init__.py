"""What each detector says, word for word and figure for figure: the whole of a finding, worked out by hand."""

from detectors.finding import Subject

PROJECT = Subject("project", "project", "CRM", "Customers", "https://t.example/CRM", "project")
RELEASE = Subject("commitment", "release", "10", "1.0", "", "release:10")


def url(key: str) -> str:
    """The page of an issue of a story."""
    return f"https://t.example/browse/{key}"
