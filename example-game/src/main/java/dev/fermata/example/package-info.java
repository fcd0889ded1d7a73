/**
 * A small game server, to copy from: players meet over TCP, play a match, and leave; Fermata is told when this server may be
 * deleted, and never while a match runs. Uses the client library and the JDK, nothing else of Fermata.
 */
@NullMarked
package dev.fermata.example;

import org.jspecify.annotations.NullMarked;
