package dev.fermata.local.apiserver.traffic;

import java.util.function.Predicate;

/**
 * A request in the words of authorization rules: {@code create pods}, {@code patch servers/status}. Requests for discovery and health
 * have an empty resource.
 *
 * @param verb get, list, watch, create, update, patch, delete or deletecollection
 * @param resource the plural
 * @param subresource empty if the request is about the object itself
 */
public record Call(String verb, String resource, String subresource, String namespace, String name) {
    /** Calls of this verb on these resources. */
    public static Predicate<Call> of(String verb, String resource) {
        return call -> call.verb().equals(verb) && call.path().equals(resource);
    }

    /** The resource with its subresource, such as {@code servers/status}. */
    public String path() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }
}
