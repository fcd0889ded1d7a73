/** How the operator logs: constant messages, key-values, the keys in one place; lines of text or JSON documents. */
@NullMarked
package dev.fermata.operator.shell.log;

import org.jspecify.annotations.NullMarked;
