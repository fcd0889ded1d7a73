package dev.fermata.operator.shell.act;

/** How far a plan got. */
public enum Outcome {
    /** All of it was done. */
    DONE,
    /** The world had moved on, or the API server refused a step, which is remembered: what comes next is decided afresh. */
    INCOMPLETE
}
