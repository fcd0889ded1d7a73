/**
 * Tests against a real cluster, which FERMATA_E2E_KUBECONFIG names or Docker provides, and what they need. Nothing here is shipped.
 *
 * <p>The contract (what the API server refuses, defaults and prints) needs no operator. A {@link dev.fermata.e2e.Scenario} does, wherever it
 * runs, and is told in the words of {@link dev.fermata.e2e.World}, {@link dev.fermata.e2e.Fleet}, {@link dev.fermata.e2e.Server} and
 * {@link dev.fermata.e2e.Game}: things that a person does with kubectl, things that a game says, and what both see.
 */
@NullMarked
package dev.fermata.e2e;

import org.jspecify.annotations.NullMarked;
