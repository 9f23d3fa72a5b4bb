{{- /* What KEDA asks the gateway. Takes what zoodip.podTemplate takes. */ -}}
{{- define "zoodip.triggerMetadata" -}}
{{- $a := .values.autoscaling -}}
# each gateway knows its own callers: KEDA is to ask all in turn
scalerAddress: {{ include "zoodip.fullname" .root }}-gateway-nodes.{{ .root.Release.Namespace }}.svc:9001
work: {{ get (dict "trainer" "training" "evaluator" "evaluation" "inference" "generation") .component }}
target: {{ $a.target | quote }}
{{- with $a.model }}
model: {{ . }}
{{- end }}
{{- if .root.Values.tls.secretName }}
enableTLS: "true"
{{- end }}
{{- end -}}

{{- /* What KEDA shows gateways, and checks theirs by, where connections are encrypted. */ -}}
{{- define "zoodip.triggerAuthentication" -}}
{{- if .root.Values.tls.secretName }}
authenticationRef: {name: {{ include "zoodip.fullname" .root }}-gateway}
{{- end }}
{{- end -}}

{{- /* Whether KEDA scales anything; empty if not. */ -}}
{{- define "zoodip.usesKeda" -}}
{{- range $component := list "trainer" "inference" "evaluator" -}}
{{- $common := get $.Values $component -}}
{{- range $pool := ($common.pools | default (list dict)) -}}
{{- $mode := (include "zoodip.pool" (dict "common" $common "pool" $pool) | fromYaml).autoscaling.mode -}}
{{- if ne $mode "none" }}yes{{ end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "zoodip.scaledObject" -}}
{{- $a := .values.autoscaling -}}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: {{ .name }}
  labels:
    {{- include "zoodip.labels" . | nindent 4 }}
spec:
  scaleTargetRef: {name: {{ .name }}}
  minReplicaCount: {{ $a.minReplicas }}
  maxReplicaCount: {{ $a.maxReplicas }}
  pollingInterval: {{ $a.pollingSeconds }}
  cooldownPeriod: {{ $a.cooldownSeconds }}
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        scaleDown:
          stabilizationWindowSeconds: {{ $a.cooldownSeconds }}
  triggers:
    - type: external-push
      metadata:
        {{- include "zoodip.triggerMetadata" . | nindent 8 }}
        report: outstanding
      {{- with include "zoodip.triggerAuthentication" . | trim }}
      {{- . | nindent 6 }}
      {{- end }}
{{- end -}}

{{- /*
A Job for each training. Its traps: without rollout.strategy gradual an upgrade deletes Jobs at work; external-push is
not for ScaledJobs; what is reported must be what the strategy subtracts from.
*/ -}}
{{- define "zoodip.scaledJob" -}}
{{- $a := .values.autoscaling -}}
{{- if ne $a.report (get (dict "default" "outstanding" "accurate" "queued") $a.strategy) -}}
{{- fail (printf "trainer.autoscaling of pool %s: strategy default goes with report outstanding, accurate with queued; otherwise jobs that run are counted twice or not at all" .pool) -}}
{{- end -}}
apiVersion: keda.sh/v1alpha1
kind: ScaledJob
metadata:
  name: {{ .name }}
  labels:
    {{- include "zoodip.labels" . | nindent 4 }}
spec:
  minReplicaCount: {{ $a.minReplicas }}
  maxReplicaCount: {{ $a.maxReplicas }}
  pollingInterval: {{ $a.pollingSeconds }}
  successfulJobsHistoryLimit: 5
  failedJobsHistoryLimit: 5
  rollout: {strategy: gradual}
  scalingStrategy: {strategy: {{ $a.strategy }}}
  triggers:
    - type: external
      metadata:
        {{- include "zoodip.triggerMetadata" . | nindent 8 }}
        report: {{ $a.report }}
      {{- with include "zoodip.triggerAuthentication" . | trim }}
      {{- . | nindent 6 }}
      {{- end }}
  jobTargetRef:
    parallelism: 1
    completions: 1
    # the queue hands a job of a dead trainer to another one
    backoffLimit: 0
    ttlSecondsAfterFinished: 3600
    template:
      {{- include "zoodip.podTemplate" (merge (dict "restart" "Never") .) | nindent 6 }}
{{- end -}}
