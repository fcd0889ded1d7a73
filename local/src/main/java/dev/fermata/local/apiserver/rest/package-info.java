/** Create, update, patch, delete and list, as clients mean them. The only writer of the store; nothing here speaks HTTP. */
@NullMarked
package dev.fermata.local.apiserver.rest;

import org.jspecify.annotations.NullMarked;
