#!/bin/sh
# Draws with a concept's files here and with diffusers, from the same latents, and compares the pictures.
#   docs/interop/check.sh [LEARNED_EMBEDS EMB_PARAMS]
# The files are of one concept <my-mug> of the toybox, in the two export formats; without them, some are made.
# PYTHON names an interpreter that has requirements.txt installed; without it, a virtual environment is made.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
out=$root/services/engine/diffusion/target/interop
model=$root/services/toybox/src/main/resources/zoodip/toybox/model
learned_embeds=${1:-}
emb_params=${2:-}
if [ -n "$learned_embeds" ]; then
  learned_embeds=$(realpath "$learned_embeds")
  emb_params=$(realpath "$emb_params")
fi

mvn -B -q -f "$root/pom.xml" test -pl services/engine/diffusion -am -Dtest=SampleImagesTest \
  -Dsurefire.failIfNoSpecifiedTests=false ${learned_embeds:+"-Dinterop.concept=$learned_embeds"}

if [ -z "${PYTHON:-}" ]; then
  python3 -m venv "$out/venv"
  PYTHON=$out/venv/bin/python
  "$PYTHON" -m pip install --quiet -r "$root/docs/interop/requirements.txt"
fi
"$PYTHON" "$root/docs/interop/check_diffusers.py" "$model" \
  "${learned_embeds:-$out/learned_embeds.safetensors}" "$out/sample.safetensors"
"$PYTHON" "$root/docs/interop/check_emb_params.py" "$model" \
  "${emb_params:-$out/my-mug.safetensors}" "$out/sample.safetensors"
