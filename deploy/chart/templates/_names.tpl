{{- /* At most 55 characters, because a Service's name may have 63, and one adds "-metrics". */ -}}
{{- define "fermata.name" -}}
{{- .Values.fullnameOverride | default (printf "%s-operator" .Release.Name) | trunc 55 | trimSuffix "-" -}}
{{- end -}}

{{- define "fermata.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (include "fermata.name" .) -}}
{{- end -}}

{{- define "fermata.selector" -}}
app.kubernetes.io/name: fermata-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "fermata.labels" -}}
{{ include "fermata.selector" . }}
app.kubernetes.io/part-of: fermata
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "fermata.image" -}}
{{- $image := .image -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $image.repository $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $image.repository ($image.tag | default .version) -}}
{{- end -}}
{{- end -}}

{{- /* As the operator reads them: cpu=10m,memory=32Mi, or none. */ -}}
{{- define "fermata.amounts" -}}
{{- $amounts := list -}}
{{- range $name, $amount := . -}}
{{- if not (kindIs "invalid" $amount) -}}
{{- $amounts = append $amounts (printf "%s=%s" $name ($amount | toJson | trimAll "\"")) -}}
{{- end -}}
{{- end -}}
{{- join "," $amounts | default "none" -}}
{{- end -}}
