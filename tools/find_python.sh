#!/bin/sh
# Prints the path of a Python 3.12 or newer that works and can make virtual environments.
# A candidate is tried by running it: a version manager's shim may be there and answer only with an error.

works() {
    "$1" -I -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1
}

try() {
    for candidate in "$@"; do
        found=$(command -v "$candidate" 2>/dev/null) || continue
        if works "$found"; then
            "$found" -I -c 'import sys; print(sys.executable)'
            exit 0
        fi
    done
}

[ -n "$HAMTARAZ_PYTHON" ] && try "$HAMTARAZ_PYTHON"
try python3.14 python3.13 python3.12 python3 python
for versions in "$PYENV_ROOT/versions" "$HOME/.pyenv/versions" "$HOME/.local/share/uv/python" /opt/python /usr/local/python; do
    try "$versions"/*3.14*/bin/python3 "$versions"/*3.13*/bin/python3 "$versions"/*3.12*/bin/python3
done
# Shims on the path tell where a version manager keeps its versions.
IFS=:
for folder in $PATH; do
    case $folder in
        */shims) try "${folder%/shims}"/versions/3.14*/bin/python3 "${folder%/shims}"/versions/3.13*/bin/python3 \
                     "${folder%/shims}"/versions/3.12*/bin/python3 ;;
    esac
done
try /usr/local/bin/python3 /usr/bin/python3.14 /usr/bin/python3.13 /usr/bin/python3.12

echo "Hamtaraz needs Python 3.12 or newer with its venv module: install one (on Debian 13: apt-get install python3-venv) and run the command again, or name it with HAMTARAZ_PYTHON=/path/to/python3." >&2
exit 1
