/** The CEL rules of schemas ({@code x-kubernetes-validations}). Pure, but for what is compiled once and kept. */
@NullMarked
package dev.fermata.local.apiserver.rules;

import org.jspecify.annotations.NullMarked;
