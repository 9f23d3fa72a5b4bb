{{- /* Everything of one deployment: what zoodip.podTemplate takes. */ -}}
{{- define "zoodip.workload" -}}
{{- $v := .values -}}
{{- $mode := dig "autoscaling" "mode" "none" $v -}}
{{- $scaled := or (eq $mode "scaledObject") (dig "autoscaling" "enabled" false $v) -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .name }}
  labels:
    {{- include "zoodip.labels" . | nindent 4 }}
data:
  {{- include "zoodip.asEnvironment" (include "zoodip.settings" . | fromYaml) | trim | nindent 2 }}
{{- if eq $mode "scaledJob" }}
---
{{ include "zoodip.scaledJob" . }}
{{- else }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .name }}
  labels:
    {{- include "zoodip.labels" . | nindent 4 }}
spec:
  {{- if not $scaled }}
  replicas: {{ $v.replicas }}
  {{- end }}
  selector:
    matchLabels:
      {{- include "zoodip.selector" . | nindent 6 }}
  {{- if has .component (list "trainer" "evaluator") }}
  # a GPU that two pods want is given to the new one when the old one has gone
  strategy:
    rollingUpdate: {maxSurge: 0, maxUnavailable: 25%}
  {{- else if gt (int (dig "gpu" "count" 0 $v)) 0 }}
  strategy:
    rollingUpdate: {maxSurge: 0, maxUnavailable: 1}
  {{- else }}
  strategy:
    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
  {{- end }}
  template:
    {{- include "zoodip.podTemplate" . | nindent 4 }}
{{- if $v.disruptionBudget.enabled }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .name }}
  labels:
    {{- include "zoodip.labels" . | nindent 4 }}
spec:
  {{- if ne (toString $v.disruptionBudget.minAvailable) "<nil>" }}
  minAvailable: {{ $v.disruptionBudget.minAvailable }}
  {{- else }}
  maxUnavailable: {{ $v.disruptionBudget.maxUnavailable }}
  {{- end }}
  # who is not ready is in nobody's way
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "zoodip.selector" . | nindent 6 }}
{{- end }}
{{- if eq $mode "scaledObject" }}
---
{{ include "zoodip.scaledObject" . }}
{{- end }}
{{- end }}
{{- end -}}
