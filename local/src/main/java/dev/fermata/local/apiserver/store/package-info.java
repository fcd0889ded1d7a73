/** Objects, their versions and the log of changes. Nothing here knows what an object means; all that waits or locks is here. */
@NullMarked
package dev.fermata.local.apiserver.store;

import org.jspecify.annotations.NullMarked;
