#!/bin/sh
# Makes the Python stubs of the public API, after a build has unpacked the proto files that it imports.
#   docs/examples/python/stubs.sh FOLDER
# PYTHON names an interpreter that has requirements.txt installed (default: python3).
set -eu

root=$(cd "$(dirname "$0")/../../.." && pwd)
imports=$(find "$root/proto/target/protoc-dependencies" -path '*/buf/validate/validate.proto' 2>/dev/null | head -n 1)
if [ -z "$imports" ]; then
  echo "buf/validate/validate.proto is not there yet: run 'mvn -B compile -pl proto' first" >&2
  exit 1
fi
imports=${imports%/buf/validate/validate.proto}
mkdir -p "$1"
cd "$root/proto/src/main/proto"
"${PYTHON:-python3}" -m grpc_tools.protoc -I . -I "$imports" --python_out="$1" --grpc_python_out="$1" \
  zoodip/v1/*.proto buf/validate/validate.proto
