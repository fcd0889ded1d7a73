/** How the API server says no: Status documents and the causes in them. Nothing here decides anything. */
@NullMarked
package dev.fermata.local.apiserver.refusal;

import org.jspecify.annotations.NullMarked;
