/** The example webhooks, asked over HTTP. */
@NullMarked
package dev.fermata.example.webhook;

import org.jspecify.annotations.NullMarked;
