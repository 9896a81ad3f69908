#!/bin/sh
# Make a virtual environment in the folder named, unless a working one is there.
# Uses $PYTHON if it is set, else the first Python on the PATH that is new enough.
set -eu

folder=$1
enough='import sys; sys.exit(sys.version_info < (3, 11))'

fail() {
    printf '\nCannot make the environment %s: %s\n' "$folder" "$1" >&2
    printf '%s\n' "$2" >&2
    exit 1
}

if [ -n "${PYTHON:-}" ]; then
    command -v "$PYTHON" >/dev/null 2>&1 ||
        fail "there is no program called $PYTHON." "Name one that exists, for example: make book PYTHON=/usr/bin/python3.12"
    "$PYTHON" -c "$enough" ||
        fail "the book needs Python 3.11 or newer, and $PYTHON is $("$PYTHON" --version 2>&1)." \
            "Name a newer one, for example: make book PYTHON=python3.12"
elif [ -x "$folder/bin/python" ] && "$folder/bin/python" -c "$enough" 2>/dev/null; then
    exit 0
else
    seen=''
    for candidate in python3 python3.13 python3.12 python3.11 python3.14 python; do
        if "$candidate" -c "$enough" >/dev/null 2>&1; then
            PYTHON=$candidate
            break
        fi
        seen="$seen$("$candidate" --version 2>/dev/null | sed "s/^/$candidate is /; s/\$/. /" || true)"
    done
    [ -n "${PYTHON:-}" ] ||
        fail "the book needs Python 3.11 or newer, and none was found. $seen" \
            "Install it (https://www.python.org/downloads/), or say where it is: make book PYTHON=/path/to/python3.12"
fi

"$PYTHON" -c 'import ensurepip, venv' 2>/dev/null ||
    fail "$PYTHON comes without the modules venv and ensurepip." \
        "On Debian and Ubuntu: sudo apt-get install python3-venv   Then run make again."

echo "Making the environment $folder with $("$PYTHON" --version) ($(command -v "$PYTHON"))"
"$PYTHON" -m venv --clear "$folder" || {
    rm -rf "$folder"
    fail "$PYTHON -m venv failed." "The lines above say why. On Debian and Ubuntu this may help: sudo apt-get install python3-venv"
}
