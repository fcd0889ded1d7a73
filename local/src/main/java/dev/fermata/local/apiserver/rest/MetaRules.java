package dev.fermata.local.apiserver.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.fermata.local.apiserver.json.Meta;
import dev.fermata.local.apiserver.refusal.Cause;
import dev.fermata.local.apiserver.resource.BuiltIns;
import dev.fermata.local.apiserver.resource.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The rules for the metadata of all objects: names, labels, owners, finalizers. */
final class MetaRules {
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final Pattern DNS_LABEL = Pattern.compile(LABEL);
    private static final Pattern DNS_SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern QUALIFIED =
            Pattern.compile("(" + LABEL + "(\\." + LABEL + ")*/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]");
    private static final Pattern VALUE = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
    private static final String SUBDOMAIN_TEXT =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must"
                    + " start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is"
                    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private static final String LABEL_TEXT =
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and"
                    + " end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is"
                    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    private static final String VALUE_TEXT =
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must"
                + " start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex"
                + " used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
    private static final String KEY_TEXT =
            "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
                    + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation"
                    + " is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    private static final int ANNOTATION_BYTES = 256 * 1024;

    private MetaRules() {}

    static List<Cause> check(ResourceType type, ObjectNode object) {
        List<Cause> causes = new ArrayList<>();
        Meta meta = new Meta(object);
        checkName(type, meta, causes);
        checkLabels(meta, causes);
        checkAnnotations(meta, causes);
        checkOwners(meta, causes);
        return causes;
    }

    private static void checkName(ResourceType type, Meta meta, List<Cause> causes) {
        String name = meta.name();
        if (name.isEmpty()) {
            causes.add(Cause.required("metadata.name", "name or generateName is required"));
            return;
        }
        boolean label = type.equals(BuiltIns.NAMESPACES) || type.id().equals("/services");
        int most = label ? 63 : 253;
        if (name.length() > most) {
            String text = "must be no more than " + most + (label ? " bytes" : " characters");
            causes.add(Cause.invalid("metadata.name", TextNode.valueOf(name), text));
        }
        if (!type.group().startsWith("rbac.")
                && !(label ? DNS_LABEL : DNS_SUBDOMAIN).matcher(name).matches()) {
            causes.add(Cause.invalid("metadata.name", TextNode.valueOf(name), label ? LABEL_TEXT : SUBDOMAIN_TEXT));
        }
    }

    private static void checkLabels(Meta meta, List<Cause> causes) {
        for (Map.Entry<String, JsonNode> label : meta.read().path("labels").properties()) {
            if (!QUALIFIED.matcher(label.getKey()).matches()) {
                causes.add(Cause.invalid("metadata.labels", TextNode.valueOf(label.getKey()), KEY_TEXT));
            }
            String value = label.getValue().asText();
            if (value.length() > 63) {
                causes.add(Cause.tooLongLabel("metadata.labels", TextNode.valueOf(value)));
            }
            if (!VALUE.matcher(value).matches()) {
                causes.add(Cause.invalid("metadata.labels", TextNode.valueOf(value), VALUE_TEXT));
            }
        }
    }

    private static void checkAnnotations(Meta meta, List<Cause> causes) {
        long size = 0;
        for (Map.Entry<String, JsonNode> annotation :
                meta.read().path("annotations").properties()) {
            size += annotation.getKey().length()
                    + annotation.getValue().asText().length();
        }
        if (size > ANNOTATION_BYTES) {
            causes.add(Cause.tooLong("metadata.annotations", ANNOTATION_BYTES));
        }
    }

    private static void checkOwners(Meta meta, List<Cause> causes) {
        List<Meta.Owner> owners = meta.owners();
        for (Meta.Owner owner : owners) {
            Map<String, String> fields = Map.of(
                    "apiVersion", owner.apiVersion(), "kind", owner.kind(), "name", owner.name(), "uid", owner.uid());
            fields.forEach((field, value) -> {
                if (value.isEmpty()) {
                    String path = "metadata.ownerReferences." + field;
                    causes.add(Cause.invalid(path, TextNode.valueOf(""), "must not be empty"));
                }
            });
        }
        if (owners.stream().filter(Meta.Owner::controls).count() > 1) {
            causes.add(Cause.invalid(
                    "metadata.ownerReferences",
                    meta.read().path("ownerReferences"),
                    "Only one reference can have Controller set to true."));
        }
    }

    /** What an update may not change. */
    static List<Cause> checkUpdate(ObjectNode next, ObjectNode old) {
        Meta meta = new Meta(next);
        Meta before = new Meta(old);
        List<String> added = new ArrayList<>(meta.finalizers());
        added.removeAll(before.finalizers());
        if (!before.isDeleting() || added.isEmpty()) {
            return List.of();
        }
        String shown = added.stream()
                .map(finalizer -> '"' + finalizer + '"')
                .collect(java.util.stream.Collectors.joining(", ", "[]string{", "}"));
        return List.of(Cause.forbidden(
                "metadata.finalizers",
                "no new finalizers can be added if the object is being deleted, found new finalizers " + shown));
    }
}
