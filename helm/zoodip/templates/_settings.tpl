{{- /* Settings as environment variables: upper case, with underscores. Takes a map; gives YAML. */ -}}
{{- define "zoodip.asEnvironment" -}}
{{- range $key, $value := . }}
{{ regexReplaceAll "[^A-Za-z0-9]" $key "_" | upper }}: {{ kindIs "float64" $value | ternary (printf "%v" (int64 $value)) (toString $value) | quote }}
{{- end }}
{{- end -}}

{{- /* What every service, and the migration, is told of Kafka. */ -}}
{{- define "zoodip.kafkaSettings" -}}
{{- $settings := dict -}}
{{- $topics := .Values.kafka.topics -}}
{{- $_ := set $settings "kafka.bootstrap.servers" (include "zoodip.bootstrapServers" .) -}}
{{- $_ := set $settings "topics.create" (eq $topics.create "services") -}}
{{- $_ := set $settings "topics.replication-factor" $topics.replicationFactor -}}
{{- $_ := set $settings "topics.queue-shards" $topics.queueShards -}}
{{- $_ := set $settings "topics.start-timeout" $topics.startTimeout -}}
{{- $_ := set $settings "work.fleet-slots" .Values.fleetSlots -}}
{{- $external := .Values.kafka.external -}}
{{- $protocol := ternary "SASL_SSL" $external.securityProtocol (eq .Values.kafka.mode "strimzi") -}}
{{- $_ := set $settings "kafka.security.protocol" $protocol -}}
{{- if hasPrefix "SASL" $protocol -}}
{{- $_ := set $settings "kafka.sasl.mechanism" (ternary "SCRAM-SHA-512" $external.sasl.mechanism (eq .Values.kafka.mode "strimzi")) -}}
{{- end -}}
{{- if include "zoodip.kafkaAuthority" . -}}
{{- $_ := set $settings "kafka.ssl.truststore.type" "PEM" -}}
{{- $_ := set $settings "kafka.ssl.truststore.location" "/etc/zoodip/kafka/ca.crt" -}}
{{- end -}}
{{- if and (eq .Values.kafka.mode "external") $external.tls.clientSecretName -}}
{{- $_ := set $settings "kafka.ssl.keystore.type" "PEM" -}}
{{- end -}}
{{- range $key, $value := .Values.kafka.clientProperties -}}
{{- $_ := set $settings (printf "kafka.%s" $key) $value -}}
{{- end -}}
{{- toYaml $settings -}}
{{- end -}}

{{- /* secret/key of the certificate of Kafka's authority, if it has one of its own */ -}}
{{- define "zoodip.kafkaAuthority" -}}
{{- if eq .Values.kafka.mode "strimzi" -}}
{{ include "zoodip.kafkaCluster" . }}-cluster-ca-cert/ca.crt
{{- else if .Values.kafka.external.tls.caSecretName -}}
{{ .Values.kafka.external.tls.caSecretName }}/{{ .Values.kafka.external.tls.caKey }}
{{- end -}}
{{- end -}}

{{- /* What is secret about Kafka, as a list of environment variables. */ -}}
{{- define "zoodip.kafkaSecrets" -}}
{{- $external := .Values.kafka.external -}}
{{- if eq .Values.kafka.mode "strimzi" }}
- name: KAFKA_SASL_JAAS_CONFIG
  valueFrom: {secretKeyRef: {name: {{ include "zoodip.kafkaUser" . }}, key: sasl.jaas.config}}
{{- else }}
{{- if hasPrefix "SASL" $external.securityProtocol }}
- name: KAFKA_SASL_JAAS_CONFIG
  valueFrom: {secretKeyRef: {name: {{ include "zoodip.kafkaSecret" . }}, key: {{ $external.sasl.key }}}}
{{- end }}
{{- with $external.tls.clientSecretName }}
- name: KAFKA_SSL_KEYSTORE_CERTIFICATE_CHAIN
  valueFrom: {secretKeyRef: {name: {{ . }}, key: tls.crt}}
- name: KAFKA_SSL_KEYSTORE_KEY
  valueFrom: {secretKeyRef: {name: {{ . }}, key: tls.key}}
{{- end }}
{{- end }}
{{- end -}}

{{- /* What is secret about the object store, likewise. Takes (dict "root" $ "component" NAME). */ -}}
{{- define "zoodip.storageSecrets" -}}
- name: STORAGE_ACCESS_KEY
  valueFrom: {secretKeyRef: {name: {{ include "zoodip.storageSecretOf" . }}, key: {{ .root.Values.storage.accessKeyKey }}}}
- name: STORAGE_SECRET_KEY
  valueFrom: {secretKeyRef: {name: {{ include "zoodip.storageSecretOf" . }}, key: {{ .root.Values.storage.secretKeyKey }}}}
{{- end -}}

{{- /* What is secret about who may call, likewise. Takes (dict "root" $ "component" NAME). */ -}}
{{- define "zoodip.accessSecrets" -}}
{{- with .root.Values.access -}}
{{- if and .enabled .secretName -}}
- name: ACCESS_SERVICE_KEY
  valueFrom: {secretKeyRef: {name: {{ .secretName }}, key: service-key}}
{{- if has $.component (list "gateway" "inference") }}
- name: ACCESS_SERVICE_DIGESTS
  valueFrom: {secretKeyRef: {name: {{ .secretName }}, key: service-digests}}
{{- end }}
{{- if eq $.component "gateway" }}
- name: ACCESS_SYSTEM_ADMIN_DIGESTS
  valueFrom: {secretKeyRef: {name: {{ .secretName }}, key: system-admin-digests}}
{{- end }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* The port of a URL. */ -}}
{{- define "zoodip.urlPort" -}}
{{- $url := urlParse . -}}
{{- regexFind ":[0-9]+$" $url.host | trimPrefix ":" | default (ternary "80" "443" (eq $url.scheme "http")) -}}
{{- end -}}

{{- /* A quantity of processors as whole ones, at least one; nothing of nothing. */ -}}
{{- define "zoodip.cores" -}}
{{- $cores := toString . -}}
{{- if $cores -}}
{{- ternary (divf (float64 (trimSuffix "m" $cores)) 1000) (float64 (trimSuffix "m" $cores)) (hasSuffix "m" $cores) | ceil | int64 | max 1 -}}
{{- end -}}
{{- end -}}

{{- /* Four fifths of a quantity with a binary or decimal suffix, in bytes: a full emptyDir would have its pod evicted. */ -}}
{{- define "zoodip.mostOf" -}}
{{- $units := dict "" 1 "k" 1000 "M" 1000000 "G" 1000000000 "T" 1000000000000 "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 "Ti" 1099511627776 -}}
{{- $number := regexFind "^[0-9.]+" . -}}
{{- mulf (float64 $number) (get $units (trimPrefix $number .)) 0.8 | int64 -}}
{{- end -}}

{{- /* All settings of a service as a map. Takes (dict "root" $ "component" NAME "values" VALUES). */ -}}
{{- define "zoodip.settings" -}}
{{- $root := .root -}}
{{- $values := .values -}}
{{- $settings := include "zoodip.kafkaSettings" $root | fromYaml -}}
{{- $_ := set $settings "storage.endpoint" (include "zoodip.storageEndpoint" $root) -}}
{{- $_ := set $settings "storage.region" $root.Values.storage.region -}}
{{- $_ := set $settings "storage.bucket" $root.Values.storage.bucket -}}
{{- if $root.Values.tls.secretName -}}
{{- $_ := set $settings "tls.plaintext" false -}}
{{- $_ := set $settings "tls.certificate" "/etc/zoodip/tls/tls.crt" -}}
{{- $_ := set $settings "tls.key" "/etc/zoodip/tls/tls.key" -}}
{{- $_ := set $settings "tls.authorities" "/etc/zoodip/tls/ca.crt" -}}
{{- $_ := set $settings "tls.client-auth" $root.Values.tls.clientAuth -}}
{{- $_ := set $settings "tls.reload-period" $root.Values.tls.reloadPeriod -}}
{{- end -}}
{{- if and $root.Values.access.enabled (has .component (list "gateway" "inference")) -}}
{{- $access := $root.Values.access -}}
{{- $_ := set $settings "access.enabled" true -}}
{{- $_ := set $settings "access.health" $access.health -}}
{{- $_ := set $settings "access.reflection" $access.reflection -}}
{{- $certificates := $access.serviceCertificates -}}
{{- if $root.Values.certManager.services.enabled -}}
{{- $certificates = append $certificates (include "zoodip.servicesName" $root) -}}
{{- end -}}
{{- with $certificates }}{{ $_ := set $settings "access.service-certificates" (join "," .) }}{{ end -}}
{{- $clientAuth := get $values.settings "tls.client-auth" | default $root.Values.tls.clientAuth -}}
{{- $shown := and $root.Values.tls.secretName (ne $clientAuth "none") $certificates -}}
{{- $kedaIsUnknown := and (include "zoodip.usesKeda" $root) (not $shown) -}}
{{- $_ := set $settings "access.scaler" ($access.scaler | default (ternary "OPEN" "SERVICE" (not (not $kedaIsUnknown)))) -}}
{{- if and (eq .component "gateway") $access.tokens.issuer -}}
{{- $_ := set $settings "gateway.tokens.issuer" $access.tokens.issuer -}}
{{- $_ := set $settings "gateway.tokens.audiences" (join "," $access.tokens.audiences) -}}
{{- $_ := set $settings "gateway.tokens.jwks" $access.tokens.jwks -}}
{{- $_ := set $settings "gateway.tokens.jwks-plaintext" $access.tokens.jwksPlaintext -}}
{{- $_ := set $settings "gateway.tokens.tenant-claim" $access.tokens.tenantClaim -}}
{{- $_ := set $settings "gateway.tokens.role-claim" $access.tokens.roleClaim -}}
{{- with $access.tokens.serviceRole }}{{ $_ := set $settings "gateway.tokens.service-role" . }}{{ end -}}
{{- with $access.tokens.systemAdminRole }}{{ $_ := set $settings "gateway.tokens.system-admin-role" . }}{{ end -}}
{{- with $access.tokens.scopeClaim }}{{ $_ := set $settings "gateway.tokens.scope-claim" . }}{{ end -}}
{{- end -}}
{{- end -}}
{{- if eq .component "gateway" -}}
{{- $_ := set $settings "gateway.fold.store" ($values.store | upper) -}}
{{- $_ := set $settings "gateway.fold.standbys" $values.standbys -}}
{{- $_ := set $settings "gateway.fold.state-dir" "/var/lib/zoodip/fold" -}}
{{- $_ := set $settings "gateway.photos.arrivals-folder" "/tmp/arrivals" -}}
{{- $_ := set $settings "gateway.calls.drain-timeout" (printf "PT%dS" (int $values.drainSeconds)) -}}
{{- $_ := set $settings "gateway.inference.target" (include "zoodip.inferenceTarget" $root) -}}
{{- with $values.retention }}{{ $_ := set $settings "gateway.archive.retention" . }}{{ end -}}
{{- else -}}
{{- $_ := set $settings "model-cache.folder" "/var/lib/zoodip/models" -}}
{{- $_ := set $settings "model-cache.max-bytes" ($values.cache.maxBytes | default (include "zoodip.mostOf" $values.cache.size)) -}}
{{- $_ := set $settings (printf "%s.device" .component) (ternary "gpu0" "cpu" (gt (int $values.gpu.count) 0)) -}}
{{- end -}}
{{- if and $root.Values.provenance.signingSecretName (ne .component "gateway") -}}
{{- $_ := set $settings "provenance.signing-key" "/etc/zoodip/provenance/tls.key" -}}
{{- $_ := set $settings "provenance.certificates" "/etc/zoodip/provenance/tls.crt" -}}
{{- end -}}
{{- if and (not $root.Values.provenance.prompts) (ne .component "gateway") -}}
{{- $_ := set $settings "provenance.prompts" false -}}
{{- end -}}
{{- if has .component (list "trainer" "inference") -}}
{{- if not $root.Values.provenance.watermark }}{{ $_ := set $settings "provenance.watermark" false }}{{ end -}}
{{- with int64 $root.Values.provenance.watermarkPayload }}{{ $_ := set $settings "provenance.watermark-payload" . }}{{ end -}}
{{- end -}}
{{- if has .component (list "trainer" "evaluator") -}}
{{- $_ := set $settings "work.gateway.target" (include "zoodip.gatewayTarget" $root) -}}
{{- $_ := set $settings "work.shutdown-patience" (printf "PT%dS" (int $values.suspendSeconds)) -}}
{{- $_ := set $settings (printf "%s.slots" .component) $values.slots -}}
{{- end -}}
{{- if eq .component "trainer" -}}
{{- $_ := set $settings "trainer.spot-notice" $values.spotNotice -}}
{{- $_ := set $settings "trainer.compute" ($values.compute | default (ternary "training" "int8" (gt (int $values.gpu.count) 0))) -}}
{{- with $values.threads | default (include "zoodip.cores" (dig "requests" "cpu" "" $values.resources)) }}{{ $_ := set $settings "zoodip.engine.threads" (toString .) }}{{ end -}}
{{- end -}}
{{- if eq .component "evaluator" -}}
{{- $_ := set $settings "evaluator.inference.target" (include "zoodip.inferenceTarget" $root) -}}
{{- end -}}
{{- if eq .component "inference" -}}
{{- $_ := set $settings "inference.shutdown-patience" (printf "PT%dS" (int $values.drainSeconds)) -}}
{{- end -}}
{{- if and (eq .component "trainer") (eq $values.autoscaling.mode "scaledJob") -}}
{{- $_ := set $settings "work.idle-exit" $values.autoscaling.idleExit -}}
{{- end -}}
{{- range $key, $value := $values.settings }}{{ $_ := set $settings $key $value }}{{ end -}}
{{- toYaml $settings -}}
{{- end -}}

{{- /* Refuses what services or brokers would refuse later. */ -}}
{{- define "zoodip.check" -}}
{{- with .Values.access -}}
{{- if and .enabled (not .secretName) -}}
{{- fail "access.enabled: set access.secretName to a secret with service-key, service-digests and system-admin-digests, which zoodip api-keys generate makes" -}}
{{- end -}}
{{- if and .tokens.issuer (or (not .tokens.jwks) (not .tokens.audiences)) -}}
{{- fail "access.tokens.issuer is set: set access.tokens.jwks and access.tokens.audiences, too" -}}
{{- end -}}
{{- end -}}
{{- $slots := 0 -}}
{{- $scaled := dict -}}
{{- range .Values.trainer.pools -}}
{{- $pool := include "zoodip.pool" (dict "common" $.Values.trainer "pool" .) | fromYaml -}}
{{- $replicas := ternary $pool.replicas $pool.autoscaling.maxReplicas (eq $pool.autoscaling.mode "none") -}}
{{- $slots = add $slots (mul (int $replicas) (int $pool.slots)) -}}
{{- if ne $pool.autoscaling.mode "none" -}}
{{- $counted := printf "model %s" $pool.autoscaling.model -}}
{{- if hasKey $scaled $counted -}}
{{- fail (printf "The pools %s and %s of trainers are scaled by the same jobs, and each would start pods for all of them: let one have a fixed number of replicas" (get $scaled $counted) $pool.name) -}}
{{- end -}}
{{- $_ := set $scaled $counted $pool.name -}}
{{- end -}}
{{- end -}}
{{- if gt (int $slots) (int .Values.fleetSlots) -}}
{{- fail (printf "The pools of trainers have %d slots together, and fleetSlots is %d: raise it" (int $slots) (int .Values.fleetSlots)) -}}
{{- end -}}
{{- $e := .Values.evaluator -}}
{{- $evaluators := ternary $e.replicas $e.autoscaling.maxReplicas (eq $e.autoscaling.mode "none") -}}
{{- if gt (mul (int $evaluators) (int $e.slots)) (int .Values.fleetSlots) -}}
{{- fail "The evaluators have more slots together than fleetSlots: raise it" -}}
{{- end -}}
{{- if and (eq .Values.kafka.mode "external") (not .Values.kafka.external.bootstrapServers) -}}
{{- fail "kafka.mode is external: set kafka.external.bootstrapServers" -}}
{{- end -}}
{{- if and (eq .Values.storage.mode "external") (not .Values.storage.external.endpoint) -}}
{{- fail "storage.mode is external: set storage.external.endpoint, https://s3.REGION.amazonaws.com for S3" -}}
{{- end -}}
{{- if and (eq .Values.storage.mode "external") (not .Values.storage.secretName) (not .Values.externalSecrets.storage.remoteKey) -}}
{{- fail "storage.mode is external: set storage.secretName to a secret with its keys, or externalSecrets.storage.remoteKey" -}}
{{- end -}}
{{- if and (eq .Values.kafka.mode "strimzi") (gt (int .Values.kafka.topics.replicationFactor) (int .Values.kafka.strimzi.replicas)) -}}
{{- fail (printf "kafka.topics.replicationFactor is %d, and kafka.strimzi.replicas %d: topics cannot have more replicas than there are brokers" (int .Values.kafka.topics.replicationFactor) (int .Values.kafka.strimzi.replicas)) -}}
{{- end -}}
{{- if and (eq .Values.migration.mode "hook") (eq .Values.kafka.mode "strimzi") -}}
{{- fail "migration.mode hook runs before this chart's Kafka is there: use job or auto" -}}
{{- end -}}
{{- $least := ternary .Values.gateway.autoscaling.minReplicas .Values.gateway.replicas .Values.gateway.autoscaling.enabled -}}
{{- if ge (int .Values.gateway.standbys) (int $least) -}}
{{- fail (printf "gateway.standbys is %d, and there may be %d replicas: copies of the fold's state need as many more replicas" (int .Values.gateway.standbys) (int $least)) -}}
{{- end -}}
{{- end -}}
