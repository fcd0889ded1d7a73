package dev.fermata.operator.shell.act;

import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.Step;
import java.util.Map;

/** How the steps of a plan depend on each other. */
public enum Manner {
    /** Each needs those before it. All writes are about one Server: a refusal is forgiven when a write of its kind succeeds. */
    IN_ORDER {
        @Override
        public boolean goesOn(Step failed, Step next) {
            return false;
        }

        @Override
        public String name(Step.Write step) {
            return "";
        }

        @Override
        public boolean forgives(Step.Write done, Map.Entry<String, Refusal> refusal) {
            return refusal.getValue().refuses(done.getClass());
        }
    },

    /**
     * None needs another, but for creations, which all stop at the first that fails: a quota refuses one of a thousand, not all. A refusal
     * is forgiven when a write to the same name succeeds, and by no other.
     */
    EACH_BY_ITSELF {
        @Override
        public boolean goesOn(Step failed, Step next) {
            return !(failed instanceof Step.CreateServer && next instanceof Step.CreateServer);
        }

        @Override
        public String name(Step.Write step) {
            return switch (step) {
                case Step.CreateServer create -> create.server().getMetadata().getName();
                case Step.DeleteServer delete -> delete.server().name();
                case Step.WriteDrain drain -> drain.server().name();
                case Step.WithdrawDrain withdraw -> withdraw.server().name();
                case Step.CreateFleet create -> create.fleet().getMetadata().getName();
                case Step.ChangeFleet change -> change.fleet().name();
                case Step.DeleteFleet delete -> delete.fleet().name();
                default -> "";
            };
        }

        @Override
        public boolean forgives(Step.Write done, Map.Entry<String, Refusal> refusal) {
            return refusal.getKey().equals(name(done));
        }
    };

    /** Whether a step is still tried after an earlier one failed. */
    public abstract boolean goesOn(Step failed, Step next);

    /** What a refusal of this step is remembered under. */
    public abstract String name(Step.Write step);

    public abstract boolean forgives(Step.Write done, Map.Entry<String, Refusal> refusal);
}
