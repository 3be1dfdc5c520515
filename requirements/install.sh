#!/bin/sh
# Makes an environment and fills it, with uv where it is at hand and with pip where it is not.
#
#   install.sh environment FOLDER
#   install.sh packages FOLDER REQUIREMENTS
set -eu

has_uv() {
    command -v uv >/dev/null 2>&1
}

new_enough() {
    "$1" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# uv installs from outside; without it the environment needs a pip of its own.
can_fill() {
    has_uv || "$1" -c 'import ensurepip' >/dev/null 2>&1
}

find_python() {
    found=
    bare=
    for python in ${PYTHON:-python3.13 python3.12 python3.11 python3.14 python3 python}; do
        if new_enough "$python"; then
            if can_fill "$python"; then
                found=$python
                return
            fi
            bare=$python
        fi
    done
    if [ -n "$bare" ]; then
        echo "$bare has no ensurepip; on Debian and Ubuntu: apt-get install python3-venv" >&2
    else
        echo "No Python 3.11 or newer was found (tried: ${PYTHON:-python3.13, 3.12, 3.11, 3.14, python3})." >&2
        echo "Install one, or name it: make PYTHON=/path/to/python3.12 ..." >&2
    fi
    exit 2
}

environment() {
    folder=$1
    if [ -e "$folder" ] && [ ! -f "$folder/pyvenv.cfg" ] && [ -n "$(ls -A "$folder")" ]; then
        echo "$folder is there and is no Python environment; name another with make VENV=..." >&2
        exit 2
    fi
    find_python
    # An environment that somebody made by hand is taken over as it is; one made here is made anew.
    clear=
    if [ -f "$folder/.made-for" ]; then
        clear=--clear
    fi
    if has_uv; then
        "$found" -m venv $clear --without-pip "$folder"
    else
        "$found" -m venv $clear "$folder"
    fi
    pwd -P >"$folder/.made-for"
}

packages() {
    folder=$1
    requirements=$2
    echo "installing $requirements into $folder ..." >&2
    if has_uv; then
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
    # The file names everything, so nothing is left to resolve; older pips stumble over it.
    "$folder/bin/python" -m pip install -qq --disable-pip-version-check --no-input --no-deps \
        --require-hashes --requirement "$requirements"
    # What builds the project is among the requirements, so nothing is fetched for it unhashed.
    "$folder/bin/python" -m pip install -qq --disable-pip-version-check --no-input \
        --no-deps --no-build-isolation --editable .
}

"$@"
