/** Reading and writing JSON trees, and the metadata every object has. Nothing here knows of requests or types. */
@NullMarked
package dev.fermata.local.apiserver.json;

import org.jspecify.annotations.NullMarked;
