package dev.fermata.local.screen;

/**
 * One line of the table: a Server as a person wants to see it.
 *
 * @param players how many, or nothing if that is not known
 * @param mayGo whether the game allows deletion: yes, no, sealed, or nothing if that is not known
 * @param waiting who wants it gone and what it waits for; nothing if nobody does
 * @param pid the game's process; nothing if there is none
 */
public record Row(String server, String phase, String players, String mayGo, String waiting, String pid) {}
