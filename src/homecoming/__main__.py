"""``python -m homecoming``, the same as the command ``homecoming``."""

from homecoming.commands.main import main

if __name__ == "__main__":
    raise SystemExit(main())
