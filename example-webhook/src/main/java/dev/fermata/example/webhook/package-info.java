/** A webhook of a GameAutoscaler, to copy from. {@link dev.fermata.example.webhook.Webhook} is all of it but TLS. */
@NullMarked
package dev.fermata.example.webhook;

import org.jspecify.annotations.NullMarked;
