#!/bin/sh
# Compiles the requirement files from pyproject.toml, for every platform and Python >= 3.11.
#
# They hold versions and hashes and never an address: where packages come from is the business of
# the machine that installs them. `compile.sh --upgrade` takes the newest versions.
set -eu
compile() {
    uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet "$@"
}
compile --output-file requirements/run.txt "$@"
compile --extra test --constraint requirements/run.txt --output-file requirements/test.txt "$@"
if grep -nE '://|^-' requirements/run.txt requirements/test.txt; then
    echo "a requirement file holds an address or an option (above); it must hold neither" >&2
    exit 1
fi
