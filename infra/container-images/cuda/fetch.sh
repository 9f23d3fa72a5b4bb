#!/usr/bin/env bash
# Lays libtorch for CUDA into a folder, for the image trainer-cuda: 4.4 GB, from wheels of 2.7 GB.
#
#   infra/container-images/cuda/fetch.sh [FOLDER]
#
# FOLDER is target/libtorch-cuda unless it is given. Each wheel is checked against its SHA-256 in wheels.lock, and kept
# in PACKAGES_CACHE (~/.cache/zoodip/packages). Needs curl and unzip.
set -euo pipefail
export LC_ALL=C
umask 022
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$here/../target/libtorch-cuda}
cache=${PACKAGES_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/zoodip/packages}
mkdir -p "$cache" "$(dirname "$folder")"
[ -r "$here/wheels.lock" ] || { echo "$here/wheels.lock is not there: run lock.sh" >&2; exit 1; }
[ ! -e "$folder" ] || { echo "$folder is there already: delete it to lay libtorch out once more" >&2; exit 1; }
work=$(mktemp -d "$folder.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/libtorch" "$work/sbom"

components=
while read -r name version url sum; do
  wheel=$cache/$sum.whl
  if [ ! -f "$wheel" ]; then
    curl -fsSL --retry 3 -C - -o "$wheel.part" "$url"
    echo "$sum  $wheel.part" | sha256sum --check --status \
      || { rm -f "$wheel.part"; echo "$url has not the SHA-256 $sum of wheels.lock: nothing was taken from it" >&2; exit 1; }
    mv "$wheel.part" "$wheel"
  fi
  # what Python and programs that compile would need stays behind; unzip says 11 where a pattern finds nothing
  unzip -q -o "$wheel" 'torch/lib/*.so*' 'nvidia/*/lib/*.so*' 'cusparselt/lib/*.so*' '*.dist-info/*LICENSE*' \
    '*.dist-info/*License*' '*.dist-info/*NOTICE*' -x 'torch/lib/libtorch_python.so' -d "$work/libtorch" 2> /dev/null || [ $? = 11 ]
  components+=$(printf '{"type":"library","name":"%s","version":"%s","purl":"pkg:pypi/%s@%s","hashes":[{"alg":"SHA-256","content":"%s"}]},' \
    "$name" "$version" "$name" "$version" "$sum")
done < <(grep -v '^#' "$here/wheels.lock")
printf '{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[%s]}\n' "${components%,}" > "$work/sbom/cuda.cdx.json"
chmod 755 "$work"
mv "$work" "$folder"
