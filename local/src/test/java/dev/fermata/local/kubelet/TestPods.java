package dev.fermata.local.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Pods as people write them. */
final class TestPods {
    private TestPods() {}

    static Pod of(String spec) {
        return Serialization.unmarshal("""
            apiVersion: v1
            kind: Pod
            metadata:
              name: lobby-0
              namespace: games
              uid: 8f2c
              labels: {team: blue}
            spec:
            """ + spec.indent(2), Pod.class);
    }

    /** A game with a sidecar as the operator makes them, its ports assigned. */
    static Pod server() {
        return of("""
            nodeName: laptop
            restartPolicy: Never
            initContainers:
            - name: fermata-sidecar
              image: sidecar
              restartPolicy: Always
              ports:
              - {name: fermata-game, containerPort: 9480, hostPort: 20001}
              - {name: fermata-oper, containerPort: 9481, hostPort: 20002}
              env:
              - {name: FERMATA_GAME_PORT, value: "9480"}
              - {name: FERMATA_OPERATOR_HOST, value: 0.0.0.0}
            containers:
            - name: game
              image: game
              ports:
              - {name: players, containerPort: 7777, hostPort: 20003}
              - {name: voice-chat, containerPort: 7778, hostPort: 20004}
              env:
              - {name: FERMATA_URL, value: "http://127.0.0.1:9480"}
            """);
    }
}
