"""While much is read Python's collector rarely looks for cycles, and afterwards as before."""

from __future__ import annotations

import gc

from app.collecting import rare_collections


def test_the_collector_is_as_before_after_the_last_of_several() -> None:
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    one, other = rare_collections(), rare_collections()
    one.__enter__()
    other.__enter__()
    assert gc.get_threshold()[0] > before[0]
    one.__exit__(None, None, None)
    assert gc.get_threshold()[0] > before[0]
    other.__exit__(None, None, None)
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, frozen)
