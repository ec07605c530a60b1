"""A secret that ends with its use is replaced in its file: whole or not at all, and for its owner's eyes only."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from app.errors import SourceError
from app.secrets import KeptSecret, read_secret


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "refresh-token"
    path.write_text("the-first\n")
    path.chmod(0o644)
    return path


def kept(place: Path) -> KeptSecret:
    return KeptSecret("acme", str(place), what="refresh token")


def test_a_new_secret_takes_the_place_of_the_old_one_for_its_owner_only(place: Path) -> None:
    kept(place).replace("the-second")
    assert read_secret("acme", f"file:{place}") == "the-second"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert list(place.parent.iterdir()) == [place]


def test_whoever_reads_meanwhile_gets_the_old_or_the_new_one_whole(place: Path) -> None:
    secrets = [f"{n}-" * 5_000 for n in range(50)]
    place.write_text(secrets[0])
    seen: set[str] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add(read_secret("acme", f"file:{place}"))

    reader = threading.Thread(target=read)
    reader.start()
    for secret in secrets:
        kept(place).replace(secret)
    done.set()
    reader.join()
    assert seen <= set(secrets)


def test_a_link_stays_and_leads_to_the_new_secret(place: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(place)
    kept(link).replace("the-second")
    assert link.is_symlink()
    assert place.read_text() == "the-second\n"


def test_what_cannot_be_written_leaves_the_old_secret_and_says_what_to_do(place: Path) -> None:
    secret = kept(place)
    place.unlink()
    # A directory cannot be replaced by a file, whoever runs this.
    (place / "full").mkdir(parents=True)
    with pytest.raises(
        SourceError, match=r"source acme: cannot write the new refresh token to .*let brug write"
    ) as said:
        secret.replace("the-second")
    assert "the-second" not in str(said.value)
    assert list(place.parent.iterdir()) == [place]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_place_that_cannot_be_written_is_told_before_the_secret_is_used(place: Path) -> None:
    place.parent.chmod(0o500)
    try:
        with pytest.raises(SourceError, match=r"source acme: .* its directory cannot be written"):
            kept(place)
    finally:
        place.parent.chmod(0o700)


def test_a_directory_that_is_not_there_is_told_before_the_secret_is_used(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"source acme: .* its directory cannot be written"):
        kept(tmp_path / "nowhere" / "refresh-token")
