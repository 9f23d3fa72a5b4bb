{{- define "zoodip.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "zoodip.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "zoodip.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "zoodip.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- /* The labels that selectors use; they never change. Takes (dict "root" $ "component" NAME "pool" NAME or ""). */ -}}
{{- define "zoodip.selector" -}}
app.kubernetes.io/name: {{ include "zoodip.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- with .pool }}
zoodip/pool: {{ . }}
{{- end }}
{{- end -}}

{{- define "zoodip.labels" -}}
{{ include "zoodip.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: zoodip
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- /* Takes (dict "root" $ "image" IMAGE "flavour" "" or cpu or cuda). */ -}}
{{- define "zoodip.image" -}}
{{- $prefix := ternary "" (printf "%s/" (trimSuffix "/" .root.Values.image.registry)) (empty .root.Values.image.registry) -}}
{{- if .image.digest -}}
{{ $prefix }}{{ .image.repository }}@{{ .image.digest }}
{{- else if .image.tag -}}
{{ $prefix }}{{ .image.repository }}:{{ .image.tag }}
{{- else -}}
{{ $prefix }}{{ .image.repository }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}{{ with .flavour }}-{{ . }}{{ end }}
{{- end -}}
{{- end -}}

{{- define "zoodip.kafkaCluster" -}}
{{ include "zoodip.fullname" . }}-kafka
{{- end -}}

{{- /* What services are known by that show the certificate of certManager.services; no other namespace has it. */ -}}
{{- define "zoodip.servicesName" -}}
{{ include "zoodip.fullname" . }}-services.{{ .Release.Namespace }}.svc
{{- end -}}

{{- define "zoodip.kafkaUser" -}}
{{ include "zoodip.fullname" . }}-services
{{- end -}}

{{- define "zoodip.bootstrapServers" -}}
{{- if eq .Values.kafka.mode "strimzi" -}}
{{ include "zoodip.kafkaCluster" . }}-kafka-bootstrap.{{ .Release.Namespace }}.svc:9093
{{- else -}}
{{ .Values.kafka.external.bootstrapServers }}
{{- end -}}
{{- end -}}

{{- define "zoodip.storageSecret" -}}
{{ .Values.storage.secretName | default (printf "%s-storage" (include "zoodip.fullname" .)) }}
{{- end -}}

{{- /* Takes (dict "root" $ "component" NAME). */ -}}
{{- define "zoodip.storageSecretOf" -}}
{{- if and (ne .component "gateway") .root.Values.storage.workersSecretName -}}
{{ .root.Values.storage.workersSecretName }}
{{- else -}}
{{ include "zoodip.storageSecret" .root }}
{{- end -}}
{{- end -}}

{{- define "zoodip.kafkaSecret" -}}
{{ .Values.kafka.external.sasl.secretName | default (printf "%s-kafka" (include "zoodip.fullname" .)) }}
{{- end -}}

{{- define "zoodip.storageEndpoint" -}}
{{- if eq .Values.storage.mode "seaweedfs" -}}
http://{{ include "zoodip.fullname" . }}-seaweedfs.{{ .Release.Namespace }}.svc:8333
{{- else -}}
{{ .Values.storage.external.endpoint }}
{{- end -}}
{{- end -}}

{{- define "zoodip.gatewayTarget" -}}
dns:///{{ include "zoodip.fullname" . }}-gateway-nodes.{{ .Release.Namespace }}.svc:9001
{{- end -}}

{{- define "zoodip.inferenceTarget" -}}
dns:///{{ include "zoodip.fullname" . }}-inference-nodes.{{ .Release.Namespace }}.svc:9003
{{- end -}}

{{- /* hook or job, see values.yaml */ -}}
{{- define "zoodip.migrationMode" -}}
{{- if ne .Values.kafka.topics.create "migration" -}}
none
{{- else if ne .Values.migration.mode "auto" -}}
{{ .Values.migration.mode }}
{{- else if or (eq .Values.kafka.mode "strimzi") .Values.externalSecrets.enabled .Values.certManager.kafkaClient.enabled -}}
job
{{- else -}}
hook
{{- end -}}
{{- end -}}

{{- /* Takes (dict "root" $ "component" NAME "name" OVERRIDE). */ -}}
{{- define "zoodip.serviceAccount" -}}
{{- if .name -}}
{{ .name }}
{{- else if .root.Values.serviceAccounts.create -}}
{{ include "zoodip.fullname" .root }}-{{ .component }}
{{- else -}}
default
{{- end -}}
{{- end -}}

{{- /* A pool with what its kind of service has in common; pools' own values come first. Takes (dict "common" VALUES "pool" POOL). */ -}}
{{- define "zoodip.pool" -}}
{{- mergeOverwrite (deepCopy (omit .common "pools")) (deepCopy .pool) | toYaml -}}
{{- end -}}
