/**
 * How the client does what it promises: state without threads ({@code PermissionState}, {@code PlayersState}, {@code DrainMemory},
 * {@code Backoff}), HTTP over plain sockets ({@code Connection}, {@code EventStream}), and the three threads that join them
 * ({@code Courier}, {@code Follower}, {@code Board}). Not exported; may change at any time.
 */
@NullMarked
package dev.fermata.client.internal;

import org.jspecify.annotations.NullMarked;
