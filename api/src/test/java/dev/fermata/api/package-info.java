/** Tests that the contract keeps its own rules, and that the generated classes keep the contract. */
@NullMarked
package dev.fermata.api;

import org.jspecify.annotations.NullMarked;
