#!/bin/sh
# Installs the chart with each of its values on a real control plane with fake nodes, and looks at what the API server, its admission and
# the scheduler make of it. Pods run nothing: kwok says that they do.
#   install.sh [BIN_DIR]     with Go 1.26, kubectl and openssl; builds what is missing into BIN_DIR (~/.cache/cluster-lab), which takes
#                            a quarter of an hour on two cores the first time
set -eu
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../.." && pwd); bin=${1:-$HOME/.cache/cluster-lab}
for tool in go kubectl openssl gzip; do
  command -v $tool >/dev/null || { echo "install.sh needs $tool: install it and try again" >&2; exit 1; }
done
"$here/build.sh" "$bin" all >/dev/null
work=$(mktemp -d); trap '"$here/down.sh" "$work"; rm -rf "$work"' EXIT; trap 'exit 1' INT TERM
"$here/up.sh" "$bin" "$work" 3
k="kubectl --kubeconfig $work/kubeconfig"; helm="$bin/helm --kubeconfig $work/kubeconfig"

# nodes without a GPU, for everything else
for n in 1 2 3; do
  sed -e "s/NUMBER/$n/g" -e "s/gpu-$n/cpu-$n/g" -e '/taints:/d' -e '/nvidia.com\/gpu.present/s/nvidia.com\/gpu.present: "true", //' \
    -e 's/, nvidia.com\/gpu: "1"//' -e 's/^spec:$/spec: {}/' -e 's/cpu: "8", memory: 32Gi/cpu: "64", memory: 256Gi/' "$here/gpu-node.yaml" | $k apply -f - >/dev/null
done
for crd in "$root"/services/deployment-tests/src/test/resources/crds/*.yaml.gz; do
  gzip -dc "$crd" | $k apply --server-side -f - >/dev/null
done
$k wait --for condition=Established crd --all --timeout 60s >/dev/null
$k create namespace monitoring >/dev/null
echo '{"apiVersion": "node.k8s.io/v1", "kind": "RuntimeClass", "metadata": {"name": "nvidia"}, "handler": "nvidia"}' | $k apply -f - >/dev/null

# volumes: nothing provisions them here
for class in standard $(sed -n 's/.*className: \([a-z0-9-][a-z0-9-]*\).*/\1/p' "$root"/helm/zoodip/values/*.yaml | sort -u); do
  default=false; [ $class != standard ] || default=true
  printf '{"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": {"name": "%s", "annotations": {"storageclass.kubernetes.io/is-default-class": "%s"}}, "provisioner": "kubernetes.io/no-provisioner"}\n' $class $default
  n=0; while [ $n -lt 40 ]; do n=$((n+1))
    printf '{"apiVersion": "v1", "kind": "PersistentVolume", "metadata": {"name": "%s-%s"}, "spec": {"storageClassName": "%s", "capacity": {"storage": "1Ti"}, "accessModes": ["ReadWriteOnce"], "hostPath": {"path": "/nowhere"}}}\n' $class $n $class
  done
done | $k apply -f - >/dev/null

failed=0
for install in kind gpu-node spot air-gapped; do
  ns=zoodip-$install
  $k create namespace "$ns" >/dev/null
  # what breaks the restricted standard is refused
  $k label namespace "$ns" pod-security.kubernetes.io/enforce=restricted >/dev/null
  for secret in zoodip-kafka zoodip-storage; do
    [ $install != spot ] || $k -n "$ns" create secret generic $secret --from-literal=sasl.jaas.config=x --from-literal=access-key=x --from-literal=secret-key=x >/dev/null
  done
  if $helm install zoodip "$root/helm/zoodip" -n "$ns" -f "$root/helm/zoodip/values/$install.yaml" --timeout 5m > "$work/$install.log" 2>&1 &&
     $helm upgrade zoodip "$root/helm/zoodip" -n "$ns" -f "$root/helm/zoodip/values/$install.yaml" --set gateway.retention=P30D --timeout 5m >> "$work/$install.log" 2>&1 &&
     $k -n "$ns" rollout status deployment/zoodip-gateway --timeout 5m >> "$work/$install.log" 2>&1; then
    # a pod that admission refused shows in its owner's events alone
    refused=$($k -n "$ns" get events --field-selector reason=FailedCreate -o jsonpath='{.items[*].message}')
    if [ -n "$refused" ]; then failed=1; echo "$install: pods are refused: $refused"; else
      echo "$install: $($k -n "$ns" get pods --no-headers | grep -c Running) pods run, $($k -n "$ns" get pods --no-headers | grep -c Pending || true) are pending"
    fi
  else
    failed=1; echo "$install: not installed"; cat "$work/$install.log"
  fi
  $helm rollback zoodip 1 -n "$ns" --timeout 5m >/dev/null 2>&1 || { failed=1; echo "$install: no way back"; }
  $helm uninstall zoodip -n "$ns" --timeout 5m >/dev/null 2>&1 || { failed=1; echo "$install: not uninstalled"; }
done
exit $failed
