"""Write the page of each detector below docs/detectors, from what the detector says of itself. Run by `make pages`."""

from __future__ import annotations

import sys
from pathlib import Path

from app.detector_pages import detector_pages


def main(folder: Path) -> None:
    """Write all pages; those of detectors that are no more go."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {folder / f"{page.name}.md": page.markdown() for page in detector_pages()}
    for path in set(folder.glob("*.md")) - written.keys():
        path.unlink()
    for path, text in written.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
