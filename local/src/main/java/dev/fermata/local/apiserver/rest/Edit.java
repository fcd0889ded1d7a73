package dev.fermata.local.apiserver.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Computes the next version of an object from a copy of the current one, which it may change. May be asked more than once. */
@FunctionalInterface
public interface Edit {
    ObjectNode apply(ObjectNode current);
}
