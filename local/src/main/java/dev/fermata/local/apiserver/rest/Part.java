package dev.fermata.local.apiserver.rest;

/** Which part of an object an update is about. */
public enum Part {
    OBJECT,
    STATUS,
    /** A namespace's own finalizers. */
    FINALIZERS
}
