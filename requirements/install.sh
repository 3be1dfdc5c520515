#!/bin/sh
# Makes an environment and fills it, with uv where it is at hand and with pip where it is not.
#
#   install.sh environment FOLDER
#   install.sh packages FOLDER REQUIREMENTS
set -eu

suits() {
    "$1" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

environment() {
    folder=$1
    if [ -e "$folder" ] && [ ! -f "$folder/pyvenv.cfg" ] && [ -n "$(ls -A "$folder")" ]; then
        echo "$folder is there and is no Python environment; name another with make VENV=..." >&2
        exit 2
    fi
    found=
    for python in ${PYTHON:-python3.13 python3.12 python3.11 python3.14 python3 python}; do
        if suits "$python"; then
            found=$python
            break
        fi
    done
    if [ -z "$found" ]; then
        echo "No Python 3.11 or newer was found (tried: ${PYTHON:-python3.13, 3.12, 3.11, 3.14, python3})." >&2
        echo "Install one, or name it: make PYTHON=/path/to/python3.12 ..." >&2
        exit 2
    fi
    # uv installs from outside, so the environment needs no pip of its own and is made at once.
    if command -v uv >/dev/null 2>&1; then
        "$found" -m venv --clear --without-pip "$folder"
    elif "$found" -c 'import ensurepip' >/dev/null 2>&1; then
        "$found" -m venv --clear "$folder"
    else
        echo "$found has no ensurepip; on Debian and Ubuntu: apt-get install python3-venv" >&2
        exit 2
    fi
    pwd -P >"$folder/.made-for"
}

packages() {
    folder=$1
    requirements=$2
    echo "installing $requirements into $folder ..." >&2
    if command -v uv >/dev/null 2>&1; then
        # Hashes fix what is installed, so it may come from any index this machine knows.
        VIRTUAL_ENV= uv pip install --quiet --python "$folder/bin/python" --require-hashes \
            --index-strategy unsafe-best-match --requirement "$requirements"
        VIRTUAL_ENV= uv pip install --quiet --python "$folder/bin/python" --no-deps \
            --no-build-isolation --editable .
        return
    fi
    if ! "$folder/bin/python" -c 'import pip' >/dev/null 2>&1; then
        "$folder/bin/python" -m ensurepip --upgrade >/dev/null
    fi
    "$folder/bin/python" -m pip install -qq --disable-pip-version-check --no-input \
        --require-hashes --requirement "$requirements"
    # What builds the project is among the requirements, so nothing is fetched for it unhashed.
    "$folder/bin/python" -m pip install -qq --disable-pip-version-check --no-input \
        --no-deps --no-build-isolation --editable .
}

"$@"
