package dev.fermata.operator.fleet;

import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The names of a Fleet's Servers: {@code <fleet>-<n>}, the lowest free n first, from 0. */
final class Slots {
    private Slots() {}

    static Stream<String> free(String fleet, Set<String> occupied) {
        return IntStream.iterate(0, n -> n + 1).mapToObj(n -> fleet + "-" + n).filter(name -> !occupied.contains(name));
    }
}
