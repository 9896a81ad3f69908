"""Build the page's Python into a folder: ``python -m homecoming.site.pagepython FOLDER``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from homecoming.site.pagepython.building import Sources, build

if __name__ == "__main__":
    package = Path(__file__).parents[2]
    root = package.parents[1]
    built = build(Sources(root / "_build" / ".page-python", root, package))
    shutil.copytree(built, sys.argv[1], dirs_exist_ok=True)
