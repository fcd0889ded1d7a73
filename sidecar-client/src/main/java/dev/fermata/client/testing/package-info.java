/**
 * For the tests of games: {@link dev.fermata.client.testing.FakeSidecar}, a sidecar inside the test's JVM. Has no place in a game
 * that runs.
 */
@NullMarked
package dev.fermata.client.testing;

import org.jspecify.annotations.NullMarked;
