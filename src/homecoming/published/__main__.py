"""``python -m homecoming.published``: check the data package, or bring its hashes up to date."""

from __future__ import annotations

import sys

from homecoming.published import DataError, check_package, update_hashes

if __name__ == "__main__":
    try:
        changed = update_hashes() if "--update-hashes" in sys.argv[1:] else []
        found = check_package()
    except DataError as error:
        sys.exit(str(error))
    print(f"{found.tables} tables, {found.figures} figures, {found.text_figures} in running text: all valid.")
    for path in changed:
        print(f"Updated the hash of data/{path}.")
    if found.stale:
        sys.exit(f"Out of date: the hashes of {', '.join(found.stale)}. Add --update-hashes.")
