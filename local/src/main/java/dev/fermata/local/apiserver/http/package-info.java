/** Requests and answers on the wire: routes, discovery, watches, tables. Nothing here decides about objects. */
@NullMarked
package dev.fermata.local.apiserver.http;

import org.jspecify.annotations.NullMarked;
