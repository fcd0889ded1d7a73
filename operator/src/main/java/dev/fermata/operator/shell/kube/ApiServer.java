package dev.fermata.operator.shell.kube;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Single requests to the API server, each sent once: a client that repeats them by itself, as fabric8's does with every method, would
 * repeat a deletion whose precondition may no longer be meant.
 */
public final class ApiServer {
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int INTERNAL_ERROR = 500;

    private static final int UNAUTHORIZED = 401;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_ERROR = 400;
    private static final String JSON = "application/json";
    private static final String JSON_PATCH = "application/json-patch+json";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http;
    private final KubernetesSerialization serialization;
    private final URI master;

    public ApiServer(KubernetesClient client) {
        this.http = client.getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder().withRequestRetryBackoffLimit(0).build())
                .build();
        this.serialization = client.getKubernetesSerialization();
        this.master = client.getMasterUrl().toString().endsWith("/")
                ? URI.create(client.getMasterUrl().toString())
                : URI.create(client.getMasterUrl() + "/");
    }

    /** What the API server says of its version: that it can be reached at all. */
    public ApiAnswer<String> version() {
        return send(request("version").method("GET", JSON, null), body -> body);
    }

    /** Reads the newest state, never a cached one. */
    public <T extends HasMetadata> ApiAnswer<T> get(Class<T> type, ObjectKey key) {
        return send(request(path(type, key)).method("GET", JSON, null), body -> serialization.unmarshal(body, type));
    }

    /**
     * Makes sure that objects of this type can be listed there.
     *
     * @param namespaces where; empty means everywhere
     * @throws IllegalStateException if not; the message is for a person
     */
    public void require(Class<? extends HasMetadata> type, Set<String> namespaces) {
        for (String namespace : namespaces.isEmpty() ? Set.of("") : namespaces) {
            ApiAnswer<Object> answer =
                    send(request(collection(type, namespace) + "?limit=1").method("GET", JSON, null), body -> null);
            if (answer instanceof ApiAnswer.Refused<Object> refused) {
                throw new IllegalStateException(
                        refused.isNotFound()
                                ? "the API server does not know " + HasMetadata.getFullResourceName(type)
                                        + "; its CustomResourceDefinition is not installed"
                                : refused.message());
            }
        }
    }

    /** Creates the object. */
    public <T extends HasMetadata> ApiAnswer<T> create(T object) {
        Class<T> type = type(object);
        String path = collection(type, ObjectKey.of(object).namespace());
        return send(
                request(path).post(JSON, serialization.asJson(object)), body -> serialization.unmarshal(body, type));
    }

    /** Changes the object. */
    public <T extends HasMetadata> ApiAnswer<T> patch(Class<T> type, ObjectKey key, Patch patch) {
        return patch(path(type, key), type, patch);
    }

    /** Changes the object's status. */
    public <T extends HasMetadata> ApiAnswer<T> patchStatus(Class<T> type, ObjectKey key, Patch patch) {
        return patch(path(type, key) + "/status", type, patch);
    }

    /** Changes the object through its scale subresource; the answer has no object. */
    public <T extends HasMetadata> ApiAnswer<T> patchScale(Class<T> type, ObjectKey key, Patch patch) {
        String operations = serialization.asJson(patch.operations());
        return send(request(path(type, key) + "/scale").patch(JSON_PATCH, operations), body -> null);
    }

    /** Deletes the object, or marks it as being deleted, in which case the answer has it. */
    public <T extends HasMetadata> ApiAnswer<T> delete(Class<T> type, ObjectKey key, DeleteOptions options) {
        return send(request(path(type, key)).delete(JSON, serialization.asJson(options)), body -> {
            boolean remains = !"Status"
                    .equals(serialization.unmarshal(body, TypeMark.class).kind());
            T object = remains ? serialization.unmarshal(body, type) : null;
            // What is gone in this very moment has no version any more.
            return object == null || object.getMetadata().getResourceVersion() == null ? null : object;
        });
    }

    private <T extends HasMetadata> ApiAnswer<T> patch(String path, Class<T> type, Patch patch) {
        String operations = serialization.asJson(patch.operations());
        return send(request(path).patch(JSON_PATCH, operations), body -> serialization.unmarshal(body, type));
    }

    private HttpRequest.Builder request(String path) {
        return http.newHttpRequestBuilder()
                .uri(master.resolve(path))
                .header("Accept", JSON)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T> ApiAnswer<T> send(HttpRequest.Builder request, Function<String, @Nullable T> read) {
        HttpResponse<byte[]> response = await(http.sendAsync(request.build(), byte[].class));
        String body = new String(response.body(), StandardCharsets.UTF_8);
        int code = response.code();
        if (code < FIRST_ERROR) {
            return new ApiAnswer.Done<>(read.apply(body));
        }
        Status status = status(body);
        String message = status.getMessage() == null ? "HTTP " + code : status.getMessage();
        if (code == UNAUTHORIZED || code == TIMEOUT || code == TOO_MANY_REQUESTS || code > INTERNAL_ERROR) {
            throw new ApiUnavailableException("the API server answered " + code + ": " + message, null);
        }
        String reason = status.getReason() == null ? "Refused" : status.getReason();
        if (code == INTERNAL_ERROR) {
            throw new ApiFaultException(reason, message);
        }
        return new ApiAnswer.Refused<>(code, reason, message);
    }

    private Status status(String body) {
        try {
            return serialization.unmarshal(body, Status.class);
        } catch (RuntimeException notAStatus) {
            return new Status();
        }
    }

    private static <R> R await(CompletableFuture<R> exchange) {
        try {
            return exchange.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new ApiUnavailableException("interrupted while the API server was asked", e);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new ApiUnavailableException("no answer from the API server in time", e);
        } catch (ExecutionException e) {
            throw new ApiUnavailableException("no answer from the API server: " + e.getCause(), e.getCause());
        }
    }

    private static String path(Class<? extends HasMetadata> type, ObjectKey key) {
        return collection(type, key.namespace()) + "/" + key.name();
    }

    private static String collection(Class<? extends HasMetadata> type, String namespace) {
        String version = HasMetadata.getApiVersion(type);
        String scope =
                namespace.isEmpty() || !Namespaced.class.isAssignableFrom(type) ? "" : "namespaces/" + namespace + "/";
        return (version.contains("/") ? "apis/" : "api/") + version + "/" + scope + HasMetadata.getPlural(type);
    }

    @SuppressWarnings(
            "unchecked") // the class of an object of type T is a class of T, but for generic types, which these are not
    private static <T extends HasMetadata> Class<T> type(T object) {
        return (Class<T>) object.getClass();
    }

    /** The part of a document that tells what it is. */
    private record TypeMark(@Nullable String kind) {}
}
