#!/usr/bin/env bash
# The tests on every supported Python, with the locked dependencies and with the oldest allowed.
# Needs the interpreters: PYTHONS="3.11 3.13" make matrix runs fewer. All are run; one line each
# says how it ended, and the exit code is 1 if any failed.
set -euo pipefail
cd "$(dirname "$0")/.."
uv() { UV_PYTHON_DOWNLOADS=never .venv-tools/bin/uv --quiet "$@"; }

prepare() { # python edge folder
  uv venv --clear --python "$1" "$3" &&
    uv pip install --python "$3" --require-hashes -r requirements/dev.txt || return
  if [ "$2" = oldest ]; then
    # Wheels only: an oldest version that has none for this Python is not one that people can use.
    uv pip compile --python "$3/bin/python" --resolution lowest-direct --only-binary :all: \
      pyproject.toml --output-file "$3/oldest.txt" &&
      uv pip install --python "$3" --only-binary :all: -r "$3/oldest.txt" || return
  fi
  uv pip install --python "$3" --no-deps --no-build-isolation --editable .
}

results=()
for python in ${PYTHONS:-3.11 3.12 3.13}; do
  for edge in locked oldest; do
    folder=build/matrix/$python-$edge
    echo "== Python $python, $edge dependencies"
    if prepare "$python" "$edge" "$folder" && "$folder/bin/python" -m pytest -n 2; then
      results+=("passed  Python $python, $edge dependencies")
    else
      results+=("FAILED  Python $python, $edge dependencies")
    fi
  done
done
printf '%s\n' "${results[@]}"
[[ "${results[*]}" != *FAILED* ]]
