/**
 * Asks webhooks, which are somebody else's code over a network that fails: asynchronously, at most one question under way for each
 * GameAutoscaler, each over by its deadline. What an answer means is not decided here.
 */
@NullMarked
package dev.fermata.operator.shell.webhook;

import org.jspecify.annotations.NullMarked;
