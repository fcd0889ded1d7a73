package dev.fermata.local.apiserver.resource;

import java.util.List;

/** What a type is called. */
public record Names(String plural, String singular, String kind, List<String> shortNames, List<String> categories) {
    static Names of(String kind, String plural, String... shortNames) {
        return new Names(plural, kind.toLowerCase(java.util.Locale.ROOT), kind, List.of(shortNames), List.of());
    }

    public String listKind() {
        return kind + "List";
    }
}
