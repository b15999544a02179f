#!/usr/bin/env bash
# The tests on every supported Python, with the locked dependencies and with the oldest allowed.
# Needs the interpreters: PYTHONS="3.11 3.13" make matrix runs fewer. All are run; one line each
# says how it ended, and the exit code is 1 if any failed.
set -euo pipefail
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never
uv() { .venv-tools/bin/uv --quiet "$@"; }

interpreter() { # version -> the first that runs; what pyenv puts on the path may not
  local found
  for found in "python$1" "${PYENV_ROOT:-$HOME/.pyenv}/versions/$1".*/bin/python; do
    if "$found" -c "" 2>/dev/null; then
      command -v "$found"
      return
    fi
  done
  echo "Python $1 is not installed" >&2
  return 1
}

prepare() { # version edge folder
  local python
  python=$(interpreter "$1") &&
    uv venv --clear --python "$python" "$3" &&
    uv pip install --python "$3" --require-hashes -r requirements/dev.txt || return
  if [ "$2" = oldest ]; then
    # Wheels only: an oldest version that has none for this Python is not one that people can use.
    uv pip compile --python "$3/bin/python" --resolution lowest-direct --only-binary :all: \
      pyproject.toml --output-file "$3/oldest.txt" >/dev/null &&
      uv pip install --python "$3" --only-binary :all: -r "$3/oldest.txt" || return
  fi
  uv pip install --python "$3" --no-deps --no-build-isolation --editable .
}

results=()
for version in ${PYTHONS:-3.11 3.12 3.13 3.14}; do
  for edge in locked oldest; do
    folder=build/matrix/$version-$edge
    echo "== Python $version, $edge dependencies"
    if prepare "$version" "$edge" "$folder" && "$folder/bin/python" -m pytest -n 2; then
      results+=("passed  Python $version, $edge dependencies")
    else
      results+=("FAILED  Python $version, $edge dependencies")
    fi
  done
done
printf '%s\n' "${results[@]}"
[[ "${results[*]}" != *FAILED* ]]
