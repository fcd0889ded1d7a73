/** Tests of the example game, as a game's own tests could be: with the fake sidecar that ships with the client. */
@NullMarked
package dev.fermata.example;

import org.jspecify.annotations.NullMarked;
