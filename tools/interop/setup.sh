#!/usr/bin/env bash
# A Python environment for each program that Demoscope is tried with: tools/interop/setup.sh [python]
set -euo pipefail
cd "$(dirname "$0")/../.."
python=${1:-python3.11}
for name in client mlserver kserve triton; do
	folder=out/interop/venvs/$name
	"$python" -m venv "$folder"
	"$folder/bin/pip" install --quiet -r "tools/interop/requirements/$name.txt"
done
