package dev.fermata.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The objects that scenarios begin with. */
final class Manifests {
    /** A game whose heart beats five times a second; told to by a signal, it ends as games do: well, or with code 3. */
    private static final String GAME = """
        trap 'exit 0' TERM; trap 'exit 3' USR1
        beats=0
        while true; do beats=$((beats + 1)); echo $beats > /tmp/next; mv /tmp/next /tmp/beats; sleep 0.2; done
        """;

    private static final String POD = """
        spec:
          terminationGracePeriodSeconds: 5
          securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
          volumes: [{name: tmp, emptyDir: {}}]
          containers:
            - name: game
              image: localhost/busybox:1
              imagePullPolicy: IfNotPresent
              command: [sh, -c]
              ports: [{name: game, containerPort: 7777, protocol: UDP}]
              volumeMounts: [{name: tmp, mountPath: /tmp}]
              securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        """;

    private Manifests() {}

    static ObjectNode server(String name) {
        ObjectNode server = World.yaml("{apiVersion: fermata.dev/v1alpha1, kind: Server}");
        server.putObject("metadata").put("name", name);
        server.putObject("spec").set("template", pod());
        return server;
    }

    static ObjectNode fleet(String name, int replicas) {
        ObjectNode fleet = World.yaml("{apiVersion: fermata.dev/v1alpha1, kind: Fleet}");
        fleet.putObject("metadata").put("name", name);
        ObjectNode spec = fleet.putObject("spec").put("replicas", replicas);
        spec.withObject("/template/spec").set("template", pod());
        return fleet;
    }

    /** Whose games run this script. */
    static ObjectNode fleet(String name, int replicas, String script) {
        ObjectNode fleet = fleet(name, replicas);
        ObjectNode game = (ObjectNode) fleet.at("/spec/template/spec/template/spec/containers/0");
        game.putArray("args").add(script);
        return fleet;
    }

    static ObjectNode pod(String name) {
        ObjectNode pod = pod().put("apiVersion", "v1").put("kind", "Pod");
        pod.putObject("metadata").put("name", name);
        return pod;
    }

    private static ObjectNode pod() {
        ObjectNode pod = World.yaml(POD);
        ((ObjectNode) pod.at("/spec/containers/0")).putArray("args").add(GAME);
        return pod;
    }
}
