/**
 * A model world, driven by a seed: an API server with stale caches, sidecars whose games change their minds, kubelets, nodes that are lost,
 * people who scale, delete and force, and operators that crash between any two steps. The planners in it are the real ones; the world
 * judges by its own truth.
 */
@NullMarked
package dev.fermata.operator.simulation;

import org.jspecify.annotations.NullMarked;
