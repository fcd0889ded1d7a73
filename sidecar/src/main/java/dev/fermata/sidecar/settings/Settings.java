package dev.fermata.sidecar.settings;

import dev.fermata.wire.EnvironmentVariables;
import dev.fermata.wire.Limits;
import dev.fermata.wire.OperatorToken;
import dev.fermata.wire.Ports;
import dev.fermata.wire.ServerIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How this sidecar is to run.
 *
 * @param identity which Server it stands beside
 * @param game where it listens for the game: on 127.0.0.1 and nowhere else
 * @param operator where it listens for the operator
 * @param tokenSha256 what it recognises the operator's token by: see {@link OperatorToken#sha256}
 * @param nudge where nudges go, an http address; null: none are sent
 * @param logLevel how much it logs
 * @param linger how long, once told to end, it goes on serving a game that is still there
 */
public record Settings(
        ServerIdentity identity,
        InetSocketAddress game,
        InetSocketAddress operator,
        String tokenSha256,
        @Nullable URI nudge,
        LogLevel logLevel,
        Duration linger) {

    private static final int DEFAULT_LINGER = 25;
    private static final int MAX_LINGER = 86_400;
    private static final String LOOPBACK = "127.0.0.1";
    private static final String EVERYWHERE = "0.0.0.0";

    /**
     * Reads the environment. A variable that is empty counts as absent.
     *
     * @throws InvalidSettings if anything is wrong, with all that is
     */
    public static Settings of(Map<String, String> environment) throws InvalidSettings {
        EnvironmentReader reader = new EnvironmentReader(environment);
        int gamePort = reader.port(EnvironmentVariables.GAME_PORT, Ports.GAME);
        int operatorPort = reader.port(EnvironmentVariables.OPERATOR_PORT, Ports.OPERATOR);
        if (gamePort == operatorPort) {
            reader.fault(
                    EnvironmentVariables.OPERATOR_PORT,
                    "must be another port than the game's, not " + gamePort + " too");
        }
        InetAddress operatorHost = reader.address(EnvironmentVariables.OPERATOR_HOST, EVERYWHERE);
        String tokenSha256 = reader.sha256(EnvironmentVariables.TOKEN_SHA256);
        URI nudge = reader.optionalHttp(EnvironmentVariables.NUDGE_URL);
        LogLevel logLevel = reader.logLevel(EnvironmentVariables.LOG_LEVEL, LogLevel.INFO);
        int linger = reader.number(EnvironmentVariables.LINGER_SECONDS, DEFAULT_LINGER, MAX_LINGER);
        return new Settings(
                identity(reader),
                new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), gamePort),
                new InetSocketAddress(operatorHost, operatorPort),
                tokenSha256,
                nudge,
                logLevel,
                Duration.ofSeconds(linger));
    }

    private static ServerIdentity identity(EnvironmentReader reader) throws InvalidSettings {
        String name = reader.name(EnvironmentVariables.SERVER_NAME);
        String namespace = reader.name(EnvironmentVariables.SERVER_NAMESPACE);
        String uid = reader.identifier(EnvironmentVariables.SERVER_UID);
        String fleet = reader.optionalName(EnvironmentVariables.FLEET);
        String gameType = reader.optionalName(EnvironmentVariables.GAME_TYPE);
        Integer capacity = reader.optionalNumber(EnvironmentVariables.CAPACITY, Limits.MAX_PLAYERS);
        reader.refuseFaults();
        return new ServerIdentity(name, namespace, uid, fleet, gameType, capacity);
    }
}
