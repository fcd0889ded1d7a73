package dev.fermata.local.apiserver.resource;

/** A column that {@code kubectl get} prints. */
public record Column(String name, String type, String path, int priority, String description) {}
