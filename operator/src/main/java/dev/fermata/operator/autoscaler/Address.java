package dev.fermata.operator.autoscaler;

import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.gameautoscalerspec.Webhook;
import dev.fermata.v1alpha1.gameautoscalerspec.webhook.Service;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where a webhook is. */
sealed interface Address {

    /** There. */
    record At(URI uri) implements Address {}

    /** Nowhere that is asked. */
    record Nowhere(Outcome.Failed why) implements Address {}

    /** The label {@code svc} stands here in the name of a Service, or behind. */
    int SVC = 2;

    /**
     * Where the spec says.
     *
     * @param anyNamespace whether Services of other namespaces may be asked
     */
    static Address of(GameAutoscaler scaler, boolean anyNamespace) {
        Webhook webhook = scaler.getSpec().getWebhook();
        String own = scaler.getMetadata().getNamespace();
        Service service = webhook.getService();
        if (service == null) {
            return ofUrl(Optional.ofNullable(webhook.getUrl()).orElse(""), own, anyNamespace);
        }
        String namespace = Optional.ofNullable(service.getNamespace()).orElse(own);
        if (!anyNamespace && !namespace.equals(own)) {
            return forbidden(namespace);
        }
        return ofService(service, namespace, webhook.getCaBundle() == null ? "http" : "https");
    }

    private static Address ofService(Service service, String namespace, String scheme) {
        String path = Optional.ofNullable(service.getPath()).orElse("/");
        String host = service.getName() + "." + namespace + ".svc";
        try {
            URI uri = new URI(scheme, null, host, service.getPort(), path, null, null);
            return host.equals(uri.getHost()) ? new At(uri) : bad(); // a name with a slash in it would end the host
        } catch (URISyntaxException e) {
            return bad();
        }
    }

    private static Address ofUrl(String url, String own, boolean anyNamespace) {
        try {
            URI uri = new URI(url);
            String host = uri.getHost();
            if (host == null || host.isEmpty()) {
                return bad();
            }
            Optional<String> foreign = namespaces(host)
                    .filter(namespace -> !namespace.equalsIgnoreCase(own))
                    .findFirst();
            return foreign.isEmpty() || anyNamespace ? new At(uri) : forbidden(foreign.get());
        } catch (URISyntaxException e) {
            return bad();
        }
    }

    /** Of the Service that a host may be: {@code <service>.<namespace>.svc}, with or without a Pod before and a domain behind. */
    private static Stream<String> namespaces(String host) {
        List<String> labels = List.of(host.split("\\.", -1));
        return IntStream.range(SVC, labels.size())
                .filter(label -> labels.get(label).equalsIgnoreCase("svc"))
                .mapToObj(label -> labels.get(label - 1));
    }

    private static Address bad() {
        return new Nowhere(new Outcome.Failed(
                Trouble.BAD_URL, "spec.webhook names no URL that can be asked; see its url, or its service."));
    }

    private static Address forbidden(String namespace) {
        return new Nowhere(new Outcome.Failed(
                Trouble.FORBIDDEN_TARGET,
                "The webhook is a Service of namespace " + namespace
                        + "; this operator asks those of other namespaces only with --webhook-other-namespaces=true."));
    }
}
