{{- /* What the operator needs where Servers are. */ -}}
{{- define "fermata.rules" -}}
# Servers: watched; read anew before a Pod without one is ended; made and removed for Fleets; patched for finalizer and drains.
- apiGroups: [fermata.dev]
  resources: [servers]
  verbs: [get, list, watch, create, patch, delete]
# Fleets: watched; made, sized and removed for GameTypes.
- apiGroups: [fermata.dev]
  resources: [fleets]
  verbs: [get, list, watch, create, patch, delete]
# GameTypes: watched; read anew before one of them makes a Fleet.
- apiGroups: [fermata.dev]
  resources: [gametypes]
  verbs: [get, list, watch]
# GameAutoscalers: watched. The number of a GameType's Servers, and nothing else of it, is theirs to set.
- apiGroups: [fermata.dev]
  resources: [gameautoscalers]
  verbs: [list, watch]
- apiGroups: [fermata.dev]
  resources: [gametypes/scale]
  verbs: [patch]
# Bearer tokens of webhooks, read when one is needed. Of Secrets these only.
- apiGroups: [""]
  resources: [secrets]
  resourceNames: [fermata-webhook-tokens]
  verbs: [get]
# What is, is written to their statuses.
- apiGroups: [fermata.dev]
  resources: [servers/status, fleets/status, gametypes/status, gameautoscalers/status]
  verbs: [patch]
# Children block the deletion of their owner, which some clusters allow only to whoever may change the owner's finalizers.
- apiGroups: [fermata.dev]
  resources: [servers/finalizers, fleets/finalizers, gametypes/finalizers]
  verbs: [update]
# Pods of Servers: watched by label; read anew before a finalizer goes; made; labelled while they drain and while their games hold; deleted behind the gate.
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch, create, patch, delete]
{{- if .Values.guard.enabled }}
# Budgets against evictions: one in each namespace with Servers, watched, so that it is put back; read where one of its name is there.
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create]
{{- end }}
# Every transition is told.
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create, patch]
{{- end -}}

{{- /* What it needs of the cluster, wherever Servers are. */ -}}
{{- define "fermata.nodeRules" -}}
{{- if .Values.guard.enabled }}
# The guard's policies, watched: a game is told that it is guarded only while they stand.
- apiGroups: [admissionregistration.k8s.io]
  resources: [validatingadmissionpolicies, validatingadmissionpolicybindings]
  verbs: [list, watch]
{{- end }}
# Nodes: where players connect, and whether a game's machine is gone; read anew before it is given up.
- apiGroups: [""]
  resources: [nodes]
  verbs: [get, list, watch]
{{- end -}}
