package dev.fermata.sidecar.http;

import dev.fermata.sidecar.route.Route;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What one listener serves, and where.
 *
 * @param name what it is called in metrics and logs
 * @param address where it listens; port 0 for any that is free
 * @param routes what it serves; everything else it refuses
 * @param asked is told of each request
 */
public record Site(String name, InetSocketAddress address, List<Route> routes, Runnable asked) {}
