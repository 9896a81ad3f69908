"""``python -m homecoming``, the same as the command ``homecoming``."""

from homecoming.commands.main import main

raise SystemExit(main())
