package dev.fermata.operator.shell.kube;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON patch (RFC 6902) that applies to one state of an object only: any other answers 409. */
public final class Patch {
    private final List<Map<String, Object>> operations;

    private Patch(List<Map<String, Object>> operations) {
        this.operations = operations;
    }

    /** Begins a patch to the state with this resourceVersion. */
    public static Patch from(String resourceVersion) {
        return new Patch(List.of()).with("replace", "/metadata/resourceVersion", resourceVersion);
    }

    /** A patch of whatever state there is: for what nobody else writes, in an object that others write all the time. */
    public static Patch ofAnyState() {
        return new Patch(List.of());
    }

    /** Sets a member, whether it was there or not; its parent must be there. */
    public Patch set(String path, Object value) {
        return with("add", path, value);
    }

    /** Takes a member off, whether it was there or not; its parent must be there. */
    public Patch unset(String path) {
        return set(path, "").remove(path);
    }

    /** Takes a member off that is there. */
    public Patch remove(String path) {
        return with("remove", path, null);
    }

    /** A key as part of a path. */
    public static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    List<Map<String, Object>> operations() {
        return operations;
    }

    private Patch with(String operation, String path, @Nullable Object value) {
        Map<String, Object> added = new LinkedHashMap<>();
        added.put("op", operation);
        added.put("path", path);
        if (value != null) {
            added.put("value", value);
        }
        List<Map<String, Object>> all = new ArrayList<>(operations);
        all.add(added);
        return new Patch(all);
    }
}
