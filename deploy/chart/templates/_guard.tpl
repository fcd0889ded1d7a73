{{- /* Specs of the guard's policies, with what the API server would add, so that the operator can tell by their digests that they stand. */ -}}
{{- define "fermata.operatorUser" -}}
system:serviceaccount:{{ .Release.Namespace }}:{{ include "fermata.serviceAccount" . }}
{{- end }}

{{- define "fermata.guard.delete" -}}
failurePolicy: Fail
matchConstraints:
  matchPolicy: Equivalent
  namespaceSelector: {}
  resourceRules:
    - apiGroups: [""]
      apiVersions: [v1]
      operations: [DELETE]
      resources: [pods]
      scope: "*"
  objectSelector:
    matchLabels:
      fermata.dev/guard: armed
matchConditions:
  # By its name: a check of rights would let every cluster admin through. Whoever may impersonate it is meant to be it.
  - name: by-others-than-the-operator
    expression: request.userInfo.username != {{ include "fermata.operatorUser" . | quote }}
  # The kubelet's last word, and whoever hurries up what has begun.
  - name: not-terminating
    expression: "!has(oldObject.metadata.deletionTimestamp)"
  # Without a node, or after its end, there is no game.
  - name: may-have-a-game
    expression: >-
      has(oldObject.spec.nodeName) && oldObject.spec.nodeName != "" &&
      !(has(oldObject.status.phase) && oldObject.status.phase in ["Succeeded", "Failed"])
variables:
  - name: server
    expression: >-
      "fermata.dev/server" in oldObject.metadata.labels
        ? oldObject.metadata.labels["fermata.dev/server"] : oldObject.metadata.name
validations:
  - expression: "false"
    reason: Forbidden
    messageExpression: >-
      "the game on Server " + variables.server + " has not allowed its deletion, so " + request.userInfo.username +
      " may not end its Pod. To have it go when the match is over: kubectl delete server " + variables.server +
      " -n " + oldObject.metadata.namespace + " --wait=false"
{{- end }}

{{- define "fermata.guard.label" -}}
failurePolicy: Fail
matchConstraints:
  matchPolicy: Equivalent
  namespaceSelector: {}
  resourceRules:
    - apiGroups: [""]
      apiVersions: [v1]
      operations: [CREATE, UPDATE]
      resources: [pods, pods/status]
      scope: "*"
  objectSelector:
    matchExpressions:
      - {key: fermata.dev/guard, operator: Exists}
matchConditions:
  - name: by-others-than-the-operator
    expression: request.userInfo.username != {{ include "fermata.operatorUser" . | quote }}
variables:
  - name: before
    expression: >-
      oldObject != null && has(oldObject.metadata.labels) && "fermata.dev/guard" in oldObject.metadata.labels
        ? oldObject.metadata.labels["fermata.dev/guard"] : ""
  - name: after
    expression: >-
      has(object.metadata.labels) && "fermata.dev/guard" in object.metadata.labels
        ? object.metadata.labels["fermata.dev/guard"] : ""
  - name: free
    expression: >-
      variables.before != "armed" ||
      (has(oldObject.status.phase) && oldObject.status.phase in ["Succeeded", "Failed"])
  - name: images
    expression: >-
      object.spec.containers.map(c, c.image) +
      (has(object.spec.initContainers) ? object.spec.initContainers.map(c, c.image) : [])
  - name: deadline
    expression: "has(object.spec.activeDeadlineSeconds) ? string(object.spec.activeDeadlineSeconds) : \"\""
validations:
  - expression: >-
      variables.before == variables.after ||
      (oldObject != null && has(oldObject.status.phase) && oldObject.status.phase in ["Succeeded", "Failed"])
    reason: Forbidden
    messageExpression: >-
      "only Fermata's operator sets the label fermata.dev/guard of a Pod; " + object.metadata.name + " has " +
      (variables.before == "" ? "none" : "'" + variables.before + "'")
  - expression: >-
      variables.free || variables.images == oldObject.spec.containers.map(c, c.image) +
      (has(oldObject.spec.initContainers) ? oldObject.spec.initContainers.map(c, c.image) : [])
    reason: Forbidden
    messageExpression: >-
      "the game in Pod " + object.metadata.name +
      " has not allowed its end, and another image would restart its container; roll out a new Fleet or GameType instead"
  - expression: >-
      variables.free || variables.deadline ==
      (has(oldObject.spec.activeDeadlineSeconds) ? string(oldObject.spec.activeDeadlineSeconds) : "")
    reason: Forbidden
    messageExpression: >-
      "the game in Pod " + object.metadata.name +
      " has not allowed its end, which activeDeadlineSeconds would bring; set spec.deletion of its Server instead"
{{- end }}

{{- define "fermata.guard.lift" -}}
failurePolicy: Fail
matchConstraints:
  matchPolicy: Equivalent
  namespaceSelector: {}
  objectSelector: {}
  resourceRules:
    - apiGroups: [fermata.dev]
      apiVersions: [v1alpha1]
      operations: [CREATE, UPDATE]
      resources: [servers]
      scope: "*"
matchConditions:
  - name: lifts-a-guard
    expression: >-
      has(object.metadata.annotations) && "fermata.dev/lift-guard" in object.metadata.annotations &&
      !(oldObject != null && has(oldObject.metadata.annotations) &&
      "fermata.dev/lift-guard" in oldObject.metadata.annotations &&
      oldObject.metadata.annotations["fermata.dev/lift-guard"] == object.metadata.annotations["fermata.dev/lift-guard"])
validations:
  - expression: >-
      authorizer.group("fermata.dev").resource("servers").namespace(object.metadata.namespace)
      .name(object.metadata.name).check("liftguard").allowed()
    reason: Forbidden
    messageExpression: >-
      "the annotation fermata.dev/lift-guard is set by those only who have the verb liftguard on servers of the group fermata.dev; " +
      request.userInfo.username + " has not"
{{- end }}

{{- define "fermata.guard.digests" -}}
{{- $root := . -}}
{{- $digests := list -}}
{{- range list "delete" "label" "lift" -}}
{{- $spec := include (printf "fermata.guard.%s" .) $root | fromYaml | toRawJson -}}
{{- $digests = append $digests (printf "%s-%s=%s" (include "fermata.name" $root) . ($spec | sha256sum)) -}}
{{- end -}}
{{- join "," $digests -}}
{{- end }}
