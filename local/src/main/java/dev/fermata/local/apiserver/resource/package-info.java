/** The types that are served and how objects of each behave. Nothing here stores or serves anything. */
@NullMarked
package dev.fermata.local.apiserver.resource;

import org.jspecify.annotations.NullMarked;
