/** Tests of how one Server lives and ends: the gate's truth table, golden Pods, and stories of plans. */
@NullMarked
package dev.fermata.operator.server;

import org.jspecify.annotations.NullMarked;
