/** How Servers look to a person: what is shown of them, and the terminal, or the plain lines, that show it. Changes nothing. */
@NullMarked
package dev.fermata.local.screen;

import org.jspecify.annotations.NullMarked;
