#!/usr/bin/env bash
# Checks a device and measures it: reference tensors, fidelity of each training mode, steps and drawing of the
# toybox and of SD 1.5's and XL's sizes, memory that runs out, two trainings in one batch.
#
#   infra/gpu/check.sh [DEVICE [FOLDER [OPTION...]]]
#
# DEVICE is gpu0 unless it is given; with cpu no large size is measured. Leaves DEVICE.json and DEVICE.md in
# FOLDER, or here. OPTIONs are those of `zoodip benchmark device`. Needs services/cli/target/zoodip.jar
# (mvn -B -q package -DskipTests) and, for a GPU, PYTORCH_LIBRARY_PATH: see docs/GPU.md.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
device=${1:-gpu0}
folder=${2:-.}
shift $(($# < 2 ? $# : 2))
sizes=(--sizes sd15,sdxl)
[ "$device" != cpu ] || sizes=()
mkdir -p "$folder"
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -jar "$root/services/cli/target/zoodip.jar" benchmark device \
  --device "$device" --goldens "$root/services/engine/diffusion/src/test/resources/goldens" "${sizes[@]}" \
  --json "$folder/$device.json" --markdown "$folder/$device.md" "$@"
