package dev.fermata.operator.shell.webhook;

import dev.fermata.operator.autoscaler.Outcome;
import dev.fermata.operator.autoscaler.Trouble;
import dev.fermata.operator.autoscaler.WebhookAnswer;
import dev.fermata.operator.plan.WebhookQuestion;
import dev.fermata.operator.shell.kube.ApiUnavailableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.MessageConstraintException;

/** Asks one question: looks the name up, checks each address, and speaks to one of just these. */
public final class Asker implements AutoCloseable {
    private final LookUps lookUps;
    private final Tokens tokens;
    private final boolean localAddresses;

    /**
     * Prepares to ask.
     *
     * @param localAddresses whether webhooks may have {@linkplain Forbidden addresses that are otherwise forbidden}
     */
    public Asker(Names names, Tokens tokens, boolean localAddresses) {
        this.lookUps = new LookUps(names);
        this.tokens = tokens;
        this.localAddresses = localAddresses;
    }

    /** Thrown where a question ends before its end. */
    private static final class TroubleException extends Exception {
        private static final long serialVersionUID = 1L;

        private final Trouble trouble;

        TroubleException(Trouble trouble, String why) {
            super(why, null, false, false);
            this.trouble = trouble;
        }
    }

    Call prepare(String namespace, WebhookQuestion question) {
        return new Call(namespace, question);
    }

    /** A question that can be ended from outside. */
    final class Call {
        private final String namespace;
        private final WebhookQuestion question;
        private boolean over;
        private Optional<Request> underWay = Optional.empty();

        Call(String namespace, WebhookQuestion question) {
            this.namespace = namespace;
            this.question = question;
        }

        synchronized void cancel() {
            over = true;
            underWay.ifPresent(Request::cancel);
        }

        private synchronized boolean begin(Request request) {
            underWay = Optional.of(request);
            return !over;
        }

        /** What came of it, whenever that is. */
        Outcome outcome() {
            try {
                List<InetAddress> addresses = addresses(question.uri().getHost());
                Optional<String> token = token();
                SSLContext trust = Trust.of(question.caBundle())
                        .orElseThrow(() -> new TroubleException(
                                Trouble.BAD_CA_BUNDLE, "spec.webhook.caBundle holds no certificate (PEM, in base64)."));
                Request request = new Request(question, token);
                return begin(request)
                        ? meaning(request.send(addresses, trust))
                        : new Outcome.Failed(Trouble.TIMED_OUT, "Late.");
            } catch (TroubleException e) {
                return new Outcome.Failed(e.trouble, String.valueOf(e.getMessage()));
            } catch (IOException e) {
                return failed(e, question.uri().getHost());
            }
        }

        private Optional<String> token() throws TroubleException {
            String key = question.tokenKey();
            if (key == null) {
                return Optional.empty();
            }
            try {
                Optional<String> token = tokens.token(namespace, key);
                if (token.isPresent()) {
                    return token;
                }
            } catch (ApiUnavailableException e) {
                throw new TroubleException(
                        Trouble.NO_TOKEN, "The bearer token cannot be read: the API server gives no answer.");
            }
            throw new TroubleException(
                    Trouble.NO_TOKEN,
                    "Secret " + Tokens.SECRET + " has no key " + key + " with a token in it, or is not there.");
        }
    }

    private static Outcome meaning(Request.Reply reply) {
        return switch (reply) {
            case Request.Reply.Whole(int status, byte[] body) -> WebhookAnswer.read(status, body);
            case Request.Reply.TooLong endless -> tooLong("answer");
        };
    }

    private static Outcome tooLong(String what) {
        return new Outcome.Failed(
                Trouble.TOO_LONG,
                "The webhook's " + what + " is too long: an answer has at most " + Request.LONGEST_ANSWER
                        + " bytes, and " + Request.MOST_HEADERS + " headers of " + Request.LONGEST_LINE + ".");
    }

    /** All of them must be good: which one is spoken to is not known before. */
    private List<InetAddress> addresses(String host) throws TroubleException {
        List<InetAddress> found = lookUp(host);
        Optional<InetAddress> forbidden = found.stream().filter(Forbidden::is).findFirst();
        if (forbidden.isPresent() && !localAddresses) {
            throw new TroubleException(
                    Trouble.FORBIDDEN_ADDRESS,
                    host
                            + " leads to an address that no webhook may have: loopback, link-local, multicast or a"
                            + " cloud's metadata.");
        }
        return found;
    }

    private List<InetAddress> lookUp(String host) throws TroubleException {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        try {
            return lookUps.begin(bare).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TroubleException(Trouble.TIMED_OUT, "The name could not be looked up in time.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException) {
                throw new TroubleException(Trouble.UNKNOWN_HOST, host + " has no address.");
            }
            throw new IllegalStateException("a look-up failed in another way than it may", e);
        }
    }

    private static Outcome failed(IOException failure, String host) {
        return switch (failure) {
            case SSLException tls -> tls(Trust.trouble(tls), host);
            case ConnectException refused -> unconnected(host);
            case NoRouteToHostException unreachable -> unconnected(host);
            case MessageConstraintException endless -> tooLong("head");
            case InterruptedIOException late -> new Outcome.Failed(Trouble.TIMED_OUT, "There was no answer in time.");
            default ->
                new Outcome.Failed(
                        Trouble.CUT_OFF,
                        "The connection to " + host + " ended within the answer, or what came is no HTTP.");
        };
    }

    private static Outcome unconnected(String host) {
        return new Outcome.Failed(
                Trouble.NO_CONNECTION, "There is no connection to " + host + ": nobody listens there.");
    }

    private static Outcome tls(Trouble trouble, String host) {
        return new Outcome.Failed(
                trouble,
                switch (trouble) {
                    case WRONG_NAME -> "The webhook's certificate is not for " + host + ".";
                    case EXPIRED -> "The webhook's certificate is not valid now: it has expired, or is not valid yet.";
                    case UNKNOWN_CA ->
                        "The webhook's certificate is signed by nobody who is trusted; set spec.webhook.caBundle to the"
                                + " certificate of who signed it.";
                    default -> "TLS with " + host + " could not be begun; it may not speak TLS.";
                });
    }

    @Override
    public void close() {
        lookUps.close();
    }
}
