package dev.fermata.local.apiserver.resource;

import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.store.Key;

/** A type that is served. */
public record ResourceType(String group, String version, Names names, Scope scope, Behaviour behaviour) {
    /** {@code <group>/<version>}, or the version alone for core types. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    public boolean namespaced() {
        return scope == Scope.NAMESPACED;
    }

    /** The store's name for the type: objects of all versions are stored under one. */
    public String id() {
        return group + "/" + names.plural();
    }

    public Key key(String namespace, String name) {
        return new Key(id(), namespace, name);
    }

    /** The type in messages. */
    public Refusal.Subject subject(String name) {
        return new Refusal.Subject(group, names.plural(), names.kind(), name);
    }

    /** The type in messages that speak of its kind where others speak of its plural. */
    public Refusal.Subject kindSubject(String name) {
        return new Refusal.Subject(group, names.kind(), names.kind(), name);
    }

    /** The type in messages that speak of its plural where others speak of its kind, as some of the API server's do. */
    public Refusal.Subject resourceSubject(String name) {
        return new Refusal.Subject(group, names.plural(), names.plural(), name);
    }
}
