package dev.fermata.sidecar.route;

/**
 * One thing that a listener does.
 *
 * @param method the method of the request
 * @param path the path of the request, to the letter
 * @param access who may
 * @param operation what then happens
 */
public record Route(Method method, String path, Access access, Operation operation) {}
