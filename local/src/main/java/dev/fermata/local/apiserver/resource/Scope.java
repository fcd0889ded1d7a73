package dev.fermata.local.apiserver.resource;

/** Whether objects of a type live in namespaces. */
public enum Scope {
    NAMESPACED,
    CLUSTER
}
