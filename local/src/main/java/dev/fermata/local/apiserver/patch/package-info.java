/** JSON patch, merge patch and the strategic patches that are merge patches. Pure. */
@NullMarked
package dev.fermata.local.apiserver.patch;

import org.jspecify.annotations.NullMarked;
