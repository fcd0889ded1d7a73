/**
 * A Kubernetes API server in memory, for a laptop and for tests: {@link dev.fermata.local.apiserver.SimulatedApiServer}. It serves HTTP
 * on the loopback interface and starts no process. What it does not do is listed in docs/reference/simulated-api-server.md.
 */
@NullMarked
package dev.fermata.local.apiserver;

import org.jspecify.annotations.NullMarked;
