package dev.fermata.local.demo;

/** Something that the story says does not hold; the message says what, and how things stand instead. */
final class CheckFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    CheckFailedException(String message) {
        super(message);
    }
}
