package dev.fermata.local.apiserver.gc;

import dev.fermata.local.apiserver.store.Change;

/** Reacts to changes, one after the other, after the fact. */
interface Controller {
    void react(Change change);
}
