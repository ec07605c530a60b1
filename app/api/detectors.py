"""`/detectors`: what each detector sees, why, how, and by which thresholds."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.api.answers import page
from app.api.models.detectors import DetectorsModel
from app.api.operations import answers
from app.api.state import language_of
from app.detector_pages import detector_pages

router = APIRouter(tags=["detectors"])


@router.get(
    "/detectors",
    operation_id="listDetectors",
    summary="All detectors with their documentation",
    responses=answers(DetectorsModel, 422),
    response_model=None,
)
def list_(request: Request) -> Response:
    """Every installed detector, in the language of the reader."""
    pages = detector_pages(language_of(request))
    return page(request, pages, None, len(pages))
