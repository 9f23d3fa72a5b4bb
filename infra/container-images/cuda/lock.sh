#!/usr/bin/env bash
# Pins the wheels of wheels.txt in wheels.lock: libtorch for CUDA is published as a part of PyTorch's alone.
#
#   infra/container-images/cuda/lock.sh
#
# PYTHON_INDEX is another index than https://pypi.org/simple. Needs python3.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python3 - "${PYTHON_INDEX:-https://pypi.org/simple}" "$here/wheels.txt" > "$here/wheels.lock.new" <<'PYTHON'
import json, sys, urllib.request
index, wanted = sys.argv[1:]
print("# The wheels of libtorch for CUDA: name, version, URL, SHA-256. Written by lock.sh.")
for line in open(wanted):
    if line.startswith("#"):
        continue
    name, version = line.split()
    request = urllib.request.Request(f"{index}/{name}/", headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    start = f"{name.replace('-', '_')}-{version}-"
    wheels = [file for file in json.load(urllib.request.urlopen(request))["files"]
              if file["filename"].startswith(start) and file["filename"].endswith("x86_64.whl") and "linux" in file["filename"]]
    if not wheels:
        sys.exit(f"{index} has no wheel of {name} {version} for Linux on x86_64")
    wheel = min(wheels, key=lambda file: file["filename"])
    print(name, version, wheel["url"], wheel["hashes"]["sha256"])
PYTHON
mv "$here/wheels.lock.new" "$here/wheels.lock"
