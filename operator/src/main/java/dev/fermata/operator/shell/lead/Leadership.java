package dev.fermata.operator.shell.lead;

import java.util.Optional;

/** Whether this operator is the one that works. */
public interface Leadership extends AutoCloseable {

    /** Whether it is, this very moment. What is not sure of it does nothing. */
    boolean leads();

    /** Who is, as far as is known. */
    Optional<String> leader();

    /** Gives it up, so that another can take over at once. */
    @Override
    void close();

    /** That of an operator that is alone. */
    static Leadership alone() {
        return new Leadership() {
            @Override
            public boolean leads() {
                return true;
            }

            @Override
            public Optional<String> leader() {
                return Optional.empty();
            }

            @Override
            public void close() {
                // nobody waits for it
            }
        };
    }
}
