package dev.fermata.operator.plan;

/**
 * A Kubernetes Event about the reconciled object, told once per transition. Emitted when all steps of the plan went through; a crash in
 * between loses it.
 *
 * @param reason CamelCase, the same word as the reason of the condition that changed
 * @param message a sentence for a person
 */
public record Note(Type type, String reason, String message) {

    /** The two types that Kubernetes knows. */
    public enum Type {
        NORMAL,
        WARNING
    }
}
