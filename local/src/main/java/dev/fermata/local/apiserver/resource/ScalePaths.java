package dev.fermata.local.apiserver.resource;

/**
 * Where a custom resource keeps what its scale subresource shows, as dotted paths such as {@code .spec.replicas}.
 *
 * @param selector empty if the type declares none
 */
public record ScalePaths(String spec, String status, String selector) {}
