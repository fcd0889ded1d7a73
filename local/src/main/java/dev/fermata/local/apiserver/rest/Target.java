package dev.fermata.local.apiserver.rest;

import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.store.Key;

/** The object that a request is about; the namespace is empty for cluster-scoped types. */
public record Target(ResourceType type, String namespace, String name) {
    public Key key() {
        return type.key(namespace, name);
    }

    Refusal.Subject subject() {
        return type.subject(name);
    }
}
