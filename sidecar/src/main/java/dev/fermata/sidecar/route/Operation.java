package dev.fermata.sidecar.route;

import dev.fermata.wire.WireException;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a route does. */
public sealed interface Operation {
    /**
     * Takes a JSON document and answers.
     *
     * @param answer the reply to a body; refuses a body with a {@link WireException}, whose message becomes a 400
     */
    record Taking(Function<byte[], Reply> answer) implements Operation {}

    /**
     * Takes no body and answers.
     *
     * @param answer the reply
     */
    record Asking(Supplier<Reply> answer) implements Operation {}

    /** Sends the state as it is, and again whenever it changes, until one of the two ends is gone. */
    record Following() implements Operation {}
}
