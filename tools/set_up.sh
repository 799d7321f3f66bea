#!/bin/sh
# Find any Python that starts and let it run set_up.py: a pyenv shim on PATH may exist and yet fail.
cd "$(dirname "$0")/.." || exit 2
for python in .venv/bin/python python3 python /usr/bin/python3 python3.13 python3.12 /opt/homebrew/bin/python3; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null; then
        exec "$python" tools/set_up.py "$@"
    fi
done
echo "Belief Machine needs Python 3.12 or newer; found none. Install it from python.org, or with pyenv install 3.13 / uv python install 3.13." >&2
exit 2
