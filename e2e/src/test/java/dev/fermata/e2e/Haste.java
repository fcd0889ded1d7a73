package dev.fermata.e2e;

/**
 * Where a run kills operators again and again, others take over sooner than is installed, until the run is over: else it would mostly wait for
 * Leases to run out. How long that takes as installed is seen in peace.
 */
final class Haste implements AutoCloseable {
    private static final int SOON_SECONDS = 6;

    private final Runnable end;

    Haste() {
        if (Interruption.ofThisRun() == Interruption.OPERATOR_KILLED) {
            Operator operator = Operator.inside(Cluster.connect());
            int installed = operator.takesOverWithin(SOON_SECONDS);
            end = () -> operator.takesOverWithin(installed);
        } else {
            end = () -> {};
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
