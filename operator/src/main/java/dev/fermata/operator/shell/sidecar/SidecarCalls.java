package dev.fermata.operator.shell.sidecar;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Annotations;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.shell.keys.InstallKeys;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.sidecar.Conversations.Ended;
import dev.fermata.operator.shell.sidecar.Conversations.Outcome;
import dev.fermata.wire.ErrorDocument;
import dev.fermata.wire.GuardAcknowledgement;
import dev.fermata.wire.Headers;
import dev.fermata.wire.OperatorToken;
import dev.fermata.wire.Routes;
import dev.fermata.wire.SealRefusal;
import dev.fermata.wire.SidecarState;
import dev.fermata.wire.WireDocument;
import dev.fermata.wire.WireException;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Calls to sidecars: begun at once, never waited for. What comes of one is in {@link Conversations} when its end is told to the listener,
 * which is asked to look at the Pod's Server again. At most one is under way for each Pod; a further one is not sent.
 */
public final class SidecarCalls implements AutoCloseable {
    private static final int IN_ALL = 64;
    private static final int PER_NODE = 8;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int CONFLICT = 409;

    private final Lanes lanes = new Lanes(IN_ALL, PER_NODE);
    private final Exchanges exchanges;
    private final Conversations conversations;
    private final SidecarAddress addresses;
    private final InstallKeys keys;
    private final Clock clock;
    private final Listener listener;

    /** Hears how calls end, on a thread that must not be kept. */
    public interface Listener {
        /**
         * A call ended, however.
         *
         * @param place namespace and name of the Pod, and so of its Server
         */
        void ended(ObjectKey place, Step.Call call, Result result);
    }

    /** How a call ended, for metrics. */
    public enum Result {
        OK,
        REFUSED,
        UNAUTHORIZED,
        UNREACHABLE
    }

    /** What calls are made with. */
    public record Means(Conversations conversations, SidecarAddress addresses, InstallKeys keys, Clock clock) {}

    public SidecarCalls(Means means, Listener listener) {
        this(means, listener, new Exchanges(CONNECT, DEADLINE));
    }

    SidecarCalls(Means means, Listener listener, Exchanges exchanges) {
        this.conversations = means.conversations();
        this.addresses = means.addresses();
        this.keys = means.keys();
        this.clock = means.clock();
        this.listener = listener;
        this.exchanges = exchanges;
    }

    /** Sends the call, unless one to this Pod is under way. */
    public void send(Pod pod, Step.Call call) {
        conversations.meet(pod.getMetadata().getUid());
        if (!conversations.begin(pod.getMetadata().getUid())) {
            return;
        }
        Optional<URI> address = addresses.of(pod);
        Optional<InstallKeys.Key> key = key(pod);
        if (address.isEmpty()) {
            end(pod, call, new Timed(clock.instant(), new Reply.Failed("the Pod has no address")));
        } else if (key.isEmpty()) {
            end(pod, call, new Timed(clock.instant(), new Reply.Failed("no key for this Pod's token is known")));
        } else {
            HttpRequest request = request(address.get(), call)
                    .setHeader(Headers.AUTHORIZATION, OperatorToken.authorization(token(pod, key.get())))
                    .build();
            exchange(pod, call, request);
        }
    }

    private void exchange(Pod pod, Step.Call call, HttpRequest request) {
        String node = Optional.ofNullable(pod.getSpec().getNodeName()).orElse("");
        lanes.enter(node, () -> {
            Instant sentAt = clock.instant();
            exchanges.send(request, reply -> {
                lanes.leave(node);
                end(pod, call, new Timed(sentAt, reply));
            });
        });
    }

    private record Timed(Instant sentAt, Reply reply) {}

    private void end(Pod pod, Step.Call call, Timed timed) {
        Outcome outcome = outcome(call, timed.reply());
        conversations.end(pod.getMetadata().getUid(), new Ended(call, timed.sentAt(), clock.instant(), outcome));
        listener.ended(ObjectKey.of(pod), call, result(timed.reply(), outcome));
    }

    private Optional<InstallKeys.Key> key(Pod pod) {
        return Annotations.get(pod, Labels.KEY_ID).flatMap(keys::byId);
    }

    private static String token(Pod pod, InstallKeys.Key key) {
        return OperatorToken.of(key.secret(), pod.getMetadata().getLabels().getOrDefault(Labels.SERVER_UID, ""));
    }

    private static HttpRequest.Builder request(URI address, Step.Call call) {
        return switch (call) {
            case Step.FetchState fetch -> request(address, Routes.STATE).GET();
            case Step.TellDrain tell -> put(address, Routes.DRAIN, tell.notice());
            case Step.TellNoDrain none -> request(address, Routes.DRAIN).DELETE();
            case Step.Seal seal -> request(address, Routes.SEAL).POST(BodyPublishers.noBody());
            case Step.Unseal unseal -> request(address, Routes.SEAL).DELETE();
            case Step.Acknowledge known ->
                put(address, Routes.GUARD, new GuardAcknowledgement(known.instance(), known.version(), known.guard()));
        };
    }

    private static HttpRequest.Builder request(URI address, String route) {
        return HttpRequest.newBuilder(address.resolve(route)).setHeader(Headers.ACCEPT, Headers.JSON);
    }

    private static HttpRequest.Builder put(URI address, String route, WireDocument document) {
        return request(address, route)
                .setHeader(Headers.CONTENT_TYPE, Headers.JSON)
                .PUT(BodyPublishers.ofByteArray(document.toBytes()));
    }

    private static Outcome outcome(Step.Call call, Reply reply) {
        try {
            return switch (reply) {
                case Reply.Failed(String why) -> new Outcome.Silent(why);
                case Reply.Answered(int status, byte[] body)
                when status == OK -> new Outcome.Heard(SidecarState.ofResponse(body));
                case Reply.Answered(int status, byte[] body)
                when status == CONFLICT && call instanceof Step.Seal ->
                    new Outcome.Heard(SealRefusal.ofResponse(body).state());
                case Reply.Answered(int status, byte[] body)
                when status == CONFLICT && call instanceof Step.Acknowledge -> new Outcome.Restarted();
                case Reply.Answered(int status, byte[] body) ->
                    new Outcome.Silent(
                            status + ": " + ErrorDocument.ofResponse(body).error());
            };
        } catch (WireException e) {
            return new Outcome.Silent("an answer that is none of this protocol: " + e.getMessage());
        }
    }

    private static Result result(Reply reply, Outcome outcome) {
        return switch (reply) {
            case Reply.Answered(int status, byte[] body) when status == CONFLICT -> Result.REFUSED;
            case Reply.Answered(int status, byte[] body) when status == UNAUTHORIZED -> Result.UNAUTHORIZED;
            case Reply.Answered answered when outcome instanceof Outcome.Heard -> Result.OK;
            default -> Result.UNREACHABLE;
        };
    }

    @Override
    public void close() {
        exchanges.close();
    }
}
