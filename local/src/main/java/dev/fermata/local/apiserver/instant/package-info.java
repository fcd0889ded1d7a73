/**
 * Nodes, a scheduler and a kubelet for Pods without processes, for whoever wants Pods to run at once. They use the API as clients do,
 * without HTTP.
 */
@NullMarked
package dev.fermata.local.apiserver.instant;

import org.jspecify.annotations.NullMarked;
