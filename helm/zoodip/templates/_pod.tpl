{{- /*
The pod of a service.
Takes (dict "root" $ "component" NAME "pool" NAME or "" "values" VALUES "name" NAME-OF-WORKLOAD "ports" (dict "http" N "grpc" N or 0)
"graceSeconds" N "preStop" SECONDS "restart" "" or Never).
*/ -}}
{{- define "zoodip.podTemplate" -}}
{{- $v := .values -}}
{{- $gpu := int (dig "gpu" "count" 0 $v) -}}
{{- $claim := dig "existingClaim" "" $v.cache -}}
{{- $token := and (eq .component "trainer") $v.deletionCost (ne $v.autoscaling.mode "scaledJob") -}}
metadata:
  labels:
    {{- include "zoodip.labels" . | nindent 4 }}
    {{- with $v.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    checksum/settings: {{ include "zoodip.settings" . | sha256sum }}
    {{- if hasKey $v "safeToEvict" }}
    cluster-autoscaler.kubernetes.io/safe-to-evict: {{ $v.safeToEvict | quote }}
    {{- if not $v.safeToEvict }}
    karpenter.sh/do-not-disrupt: "true"
    {{- end }}
    {{- end }}
    {{- with $v.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "zoodip.serviceAccount" (dict "root" .root "component" .component "name" $v.serviceAccountName) }}
  automountServiceAccountToken: {{ $token }}
  # variables for other services of the name space could be taken for settings
  enableServiceLinks: false
  {{- with .restart }}
  restartPolicy: {{ . }}
  {{- end }}
  terminationGracePeriodSeconds: {{ .graceSeconds }}
  {{- with $v.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with $v.runtimeClassName }}
  runtimeClassName: {{ . }}
  {{- end }}
  {{- include "zoodip.podSecurity" .root | trim | nindent 2 }}
  {{- with $v.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if or $gpu $v.tolerations }}
  tolerations:
    {{- if $gpu }}
    - {key: {{ $v.gpu.resource }}, operator: Exists, effect: NoSchedule}
    {{- end }}
    {{- with $v.tolerations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- end }}
  {{- with $v.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $v.topologySpread }}
  topologySpreadConstraints:
    {{- range . }}
    - topologyKey: {{ .topologyKey }}
      whenUnsatisfiable: {{ .whenUnsatisfiable }}
      maxSkew: {{ .maxSkew }}
      matchLabelKeys: [pod-template-hash]
      labelSelector:
        matchLabels:
          {{- include "zoodip.selector" (dict "root" $.root "component" $.component "pool" $.pool) | nindent 10 }}
    {{- end }}
  {{- end }}
  containers:
    - name: {{ .component }}
      image: {{ include "zoodip.image" (dict "root" .root "image" $v.image "flavour" (ternary "cuda" (ternary "cpu" "" (eq .component "trainer")) (gt $gpu 0))) }}
      imagePullPolicy: {{ .root.Values.image.pullPolicy }}
      {{- include "zoodip.containerSecurity" . | nindent 6 }}
      ports:
        - {name: http, containerPort: {{ .ports.http }}}
        {{- if .ports.grpc }}
        - {name: grpc, containerPort: {{ .ports.grpc }}}
        {{- end }}
      envFrom:
        - configMapRef: {name: {{ .name }}}
        {{- with $v.extraEnvFrom }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      env:
        {{- include "zoodip.kafkaSecrets" .root | trim | nindent 8 }}
        {{- include "zoodip.storageSecrets" . | nindent 8 }}
        {{- with include "zoodip.accessSecrets" . }}
        {{- . | nindent 8 }}
        {{- end }}
        {{- with $v.javaOptions }}
        - {name: JDK_JAVA_OPTIONS, value: {{ . | quote }}}
        {{- end }}
        {{- if $token }}
        - name: POD_NAME
          valueFrom: {fieldRef: {fieldPath: metadata.name}}
        - name: POD_NAMESPACE
          valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
        {{- end }}
        {{- if eq .component "gateway" }}
        {{- if $v.rackFromZone }}
        - name: GATEWAY_FOLD_RACK
          valueFrom: {fieldRef: {fieldPath: "metadata.labels['topology.kubernetes.io/zone']"}}
        {{- end }}
        {{- with $v.pageTokenSecret.name }}
        - name: GATEWAY_PAGES_TOKEN_KEY
          valueFrom: {secretKeyRef: {name: {{ . }}, key: {{ $v.pageTokenSecret.key }}}}
        {{- end }}
        {{- end }}
        {{- with $v.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      resources:
        {{- $resources := deepCopy $v.resources }}
        {{- if $gpu }}
        {{- $_ := set $resources "limits" (merge (dict $v.gpu.resource (toString $gpu)) ($resources.limits | default dict)) }}
        {{- end }}
        {{- toYaml $resources | nindent 8 }}
      startupProbe:
        httpGet: {path: /q/health/live, port: http}
        periodSeconds: 5
        failureThreshold: {{ div (int $v.startupSeconds) 5 }}
      livenessProbe:
        httpGet: {path: /q/health/live, port: http}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: {path: /q/health/ready, port: http}
        periodSeconds: 5
        timeoutSeconds: 5
      {{- with .preStop }}
      lifecycle:
        # calls still come until everybody knows that this pod goes
        preStop: {sleep: {seconds: {{ . }}}}
      {{- end }}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
        - {name: data, mountPath: /var/lib/zoodip}
        {{- if $claim }}
        - {name: models, mountPath: /var/lib/zoodip/models}
        {{- end }}
        {{- if include "zoodip.kafkaAuthority" .root }}
        - {name: kafka-authority, mountPath: /etc/zoodip/kafka, readOnly: true}
        {{- end }}
        {{- if and .root.Values.provenance.signingSecretName (ne .component "gateway") }}
        - {name: provenance, mountPath: /etc/zoodip/provenance, readOnly: true}
        {{- end }}
        {{- if .root.Values.tls.secretName }}
        # the whole secret: a file of its own would not follow when it is renewed
        - {name: tls, mountPath: /etc/zoodip/tls, readOnly: true}
        {{- end }}
        {{- with $v.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  volumes:
    - name: tmp
      emptyDir: {sizeLimit: {{ $v.temporarySize }}}
    - name: data
      {{- if $claim }}
      emptyDir: {sizeLimit: 1Gi}
    - name: models
      persistentVolumeClaim: {claimName: {{ $claim }}}
      {{- else if $v.cache.className }}
      ephemeral:
        volumeClaimTemplate:
          spec:
            accessModes: [ReadWriteOnce]
            storageClassName: {{ $v.cache.className }}
            resources: {requests: {storage: {{ $v.cache.size }}}}
      {{- else }}
      emptyDir: {sizeLimit: {{ $v.cache.size }}}
      {{- end }}
    {{- include "zoodip.kafkaAuthorityVolume" .root | trim | nindent 4 }}
    {{- if and .root.Values.provenance.signingSecretName (ne .component "gateway") }}
    - name: provenance
      secret: {secretName: {{ .root.Values.provenance.signingSecretName }}}
    {{- end }}
    {{- with .root.Values.tls.secretName }}
    - name: tls
      secret: {secretName: {{ . }}, defaultMode: 0440}
    {{- end }}
    {{- with $v.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end -}}

{{- define "zoodip.kafkaAuthorityVolume" -}}
{{- with include "zoodip.kafkaAuthority" . }}
{{- $parts := splitList "/" . }}
- name: kafka-authority
  secret:
    secretName: {{ first $parts }}
    items: [{key: {{ last $parts }}, path: ca.crt}]
{{- end }}
{{- end -}}

{{- define "zoodip.podSecurity" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "zoodip.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end -}}
