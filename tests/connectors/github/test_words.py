"""Comments, reviews and comments on lines: words of five kinds."""

from __future__ import annotations

import pytest

from connectors.records import Comment
from tests.connectors.github.payload import at, pull_request, review, text, who, word


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("APPROVED", "approval"),
        ("CHANGES_REQUESTED", "rejection"),
        ("COMMENTED", "review"),
        ("DISMISSED", "review"),
        ("PENDING", "review"),
    ],
)
def test_a_review_is_an_approval_a_rejection_or_only_a_review(state: str, kind: str) -> None:
    (given,) = pull_request(review(state, 5, body="Fine")).comments
    assert (given.kind, given.by, given.at, given.text) == (kind, "tess", at(5), "Fine")


def test_a_review_counts_from_when_it_was_begun_where_it_was_never_handed_in() -> None:
    begun = {**review("PENDING", 5), "submittedAt": None}
    assert [given.at for given in pull_request(begun).comments] == [at(5)]


def test_all_words_stand_in_the_order_of_their_time() -> None:
    line = {"id": 61, "createdAt": text(5), "author": who("tess"), "body": "Nit", "authorAssociation": "MEMBER"}
    words = pull_request(
        word("IssueComment", 6, "bea", body="Thanks"), review("APPROVED", 5, hour=10), lines=(line,)
    ).comments
    assert [(given.kind, given.by) for given in words] == [
        ("review_comment", "tess"),
        ("approval", "tess"),
        ("comment", "bea"),
    ]


def test_a_word_of_a_deleted_account_is_nobodys() -> None:
    gone = {**word("IssueComment", 5), "author": None, "body": None, "id": "W"}
    assert pull_request(gone).comments == (Comment("W", at(5), None, ""),)
