package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

/** With CI=true, what is skipped is a failure: a build server that tests nothing must not look green. */
final class BuildServer {
    static final boolean IS_ONE = "true".equals(System.getenv("CI"));

    private BuildServer() {}

    /** Fails there if that is missing. */
    static void demands(boolean there, String what) {
        if (IS_ONE) {
            assertThat(there).as(what).isTrue();
        }
    }
}
