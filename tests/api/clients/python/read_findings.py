"""Reads all findings page by page by the generated client, and prints each as JSON: what a user would write."""

from __future__ import annotations

import json
import os
import sys

from brug_client import AuthenticatedClient
from brug_client.api.findings import list_findings
from brug_client.models import FindingsModel, ListFindingsSort
from brug_client.types import UNSET, Unset


def main(address: str, limit: int) -> None:
    """All findings, the oldest first."""
    client = AuthenticatedClient(base_url=address, token=os.environ["BRUG_KEY"])
    cursor: str | Unset = UNSET
    while True:
        page = list_findings.sync(client=client, sort=ListFindingsSort.FIRST_VISIBLE, limit=limit, cursor=cursor)
        if not isinstance(page, FindingsModel):
            raise SystemExit(f"this is no page: {page}")
        for finding in page.items:
            sys.stdout.write(json.dumps(finding.to_dict()) + "\n")
        if page.next_cursor is None:
            return
        cursor = page.next_cursor


main(sys.argv[1], int(sys.argv[2]))
