package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

/** The example game, which embeds the client, and two players who connect from another Pod. */
@Scenario
class ExampleGameTest {
    @Interrupted
    void aMatchIsPlayedToItsEndBeforeItsServerGoes(World world) {
        Server duel = world.server("duel", """
            spec: {template: {spec: {containers: [
              {name: game, image: '%s', imagePullPolicy: IfNotPresent, ports: [{name: game, containerPort: 7777}],
               env: [{name: POINTS_TO_WIN, value: "1"}],
               securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]}}}
            """.formatted(System.getProperty("fermata.e2e.example-game")));
        Game players = world.pod("players");
        duel.becomes("Ready").says("DeletionAllowed", "Allowed", "The game allows its deletion.");

        String address = duel.get().at("/status/address").asText();
        players.shell(player("anna", address)).orFail();
        players.shell(player("bert", address)).orFail();
        World.eventually(
                "the match starts", () -> assertThat(heard(players, "bert")).contains("START"));
        duel.says("DeletionAllowed", "AwaitingPermission", "");
        duel.delete().waitsFor("AwaitingPermission");
        world.strike();
        World.eventually(
                "both are shown",
                () -> assertThat(duel.get().at("/status/players").intValue()).isEqualTo(2));

        players.shell("touch /tmp/go").orFail();
        duel.isGone();
        assertThat(heard(players, "anna")).contains("OVER anna wins");
        assertThat(heard(players, "bert")).contains("OVER anna wins");
    }

    /** Joins, wins when told to if it is anna, and stays until it is over; in the background, with no stream of the exec left open. */
    private static String player(String name, String address) {
        String wins = name.equals("anna") ? "echo POINT; " : "";
        String stays = "until grep -q OVER /tmp/" + name + "; do sleep 0.1; done";
        String says = "echo JOIN " + name + "; until [ -e /tmp/go ]; do sleep 0.1; done; " + wins + stays;
        return "{ (" + says + ") | nc " + address + " 7777; } > /tmp/" + name + " 2>&1 < /dev/null &";
    }

    private static String heard(Game players, String name) {
        return players.shell("cat /tmp/" + name).orFail();
    }
}
