#!/bin/sh
# Shows that trainers come with queued trainings and go with them: a real gateway with real jobs answers as KEDA's scaler, pods on
# fake GPU nodes follow, and the pod whose real trainer works is the last to go.
#   scale.sh [BIN_DIR] [keda]     with Go 1.26, Maven, JDK 17 and kubectl; builds the control plane into BIN_DIR (~/.cache/cluster-lab) if it is not
#                                 there. keda: with KEDA's own operator and the autoscaler, instead of a stand-in that applies their formula
set -eu
here=$(cd "$(dirname "$0")" && pwd); bin=${1:-$HOME/.cache/cluster-lab}
for tool in go mvn java kubectl openssl; do
  command -v $tool >/dev/null || { echo "scale.sh needs $tool: install it and try again" >&2; exit 1; }
done
"$here/build.sh" "$bin" cluster
[ "${2:-}" != keda ] || "$here/build.sh" "$bin" keda
work=$(mktemp -d); trap '"$here/down.sh" "$work"; rm -rf "$work"' EXIT
"$here/up.sh" "$bin" "$work" 3 "${2:-}"
cd "$here/../.."
mvn -B verify -pl services/system-tests -am -Dtest=None -Dit.test=ScaleFromZeroIT -Dlab.kubeconfig="$work/kubeconfig" -Dlab.keda="${2:-}" \
  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
