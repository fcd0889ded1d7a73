package dev.fermata.client.internal;

/**
 * A whole answer.
 *
 * @param status 200 to 599
 * @param body at most {@link dev.fermata.wire.Limits#MAX_ANSWER_BYTES}
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Response(int status, byte[] body) {}
