package dev.fermata.operator.shell.lead;

import dev.fermata.operator.shell.config.OperatorConfig;
import dev.fermata.operator.shell.config.OperatorConfig.Candidacy;
import dev.fermata.operator.shell.kube.ApiServer;
import dev.fermata.operator.shell.kube.ObjectKey;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this operator is: the one that works, or one that stands by. Neither before it is {@linkplain #take taken}. */
public final class Role implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Role.class);

    private final OperatorConfig config;
    private final Optional<LeaderMark> mark;
    private volatile @Nullable Leadership leadership;

    public Role(ApiServer api, OperatorConfig config) {
        this.config = config;
        this.mark = config.election()
                .flatMap(Candidacy::pod)
                .map(pod -> new LeaderMark(api, new ObjectKey(config.operatorNamespace(), pod)));
    }

    /**
     * Leads, if this operator is alone, or stands for election.
     *
     * @param elected run when it is elected; what was not looked at while another led is to be looked at now
     * @param deposed run if another may be at work without this one having given up; nothing may be written any more
     */
    public void take(KubernetesClient client, Runnable elected, Runnable deposed) {
        mark.ifPresent(LeaderMark::clear); // a process that ended badly in this Pod may have left it
        leadership = config.election()
                .<Leadership>map(candidacy ->
                        Election.start(client, config.operatorNamespace(), candidacy, new Reaction(elected, deposed)))
                .orElseGet(Leadership::alone);
    }

    /** Whether it is the one that works, this very moment. */
    public boolean leads() {
        Leadership current = leadership;
        return current != null && current.leads();
    }

    /** For a person. */
    @Override
    public String toString() {
        return leads()
                ? "leading"
                : "standing by; the leader is "
                        + Optional.ofNullable(leadership)
                                .flatMap(Leadership::leader)
                                .orElse("yet to be elected");
    }

    /** Leaves it to others, at once. */
    @Override
    public void close() {
        if (leads()) {
            mark.ifPresent(LeaderMark::clear);
        }
        Leadership current = leadership;
        if (current != null) {
            current.close();
        }
    }

    private final class Reaction implements Election.Listener {
        private final Runnable elected;
        private final Runnable deposed;

        Reaction(Runnable elected, Runnable deposed) {
            this.elected = elected;
            this.deposed = deposed;
        }

        @Override
        public void elected() {
            elected.run();
            mark.ifPresent(LeaderMark::set);
        }

        @Override
        public void deposed() {
            LOG.atError().log("the Lease is lost: another operator may be at work, so this one ends at once");
            deposed.run();
        }
    }
}
