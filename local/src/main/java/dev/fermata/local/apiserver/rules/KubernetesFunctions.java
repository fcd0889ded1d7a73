package dev.fermata.local.apiserver.rules;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Functions that Kubernetes adds to CEL and that the library does not bring: those of URLs and of regular expressions. */
final class KubernetesFunctions {
    /** Stands for an absolute URL, so that rules cannot take it for a text. */
    private record Url(URI uri) {}

    private KubernetesFunctions() {}

    static List<CelFunctionDecl> declarations() {
        return List.of(
                global("isURL", SimpleType.BOOL, SimpleType.STRING),
                global("url", SimpleType.DYN, SimpleType.STRING),
                member("getScheme", SimpleType.STRING, SimpleType.DYN),
                member("getHost", SimpleType.STRING, SimpleType.DYN),
                member("getHostname", SimpleType.STRING, SimpleType.DYN),
                member("getPort", SimpleType.STRING, SimpleType.DYN),
                member("getEscapedPath", SimpleType.STRING, SimpleType.DYN),
                member("find", SimpleType.STRING, SimpleType.STRING, SimpleType.STRING),
                member("findAll", ListType.create(SimpleType.STRING), SimpleType.STRING, SimpleType.STRING));
    }

    private static CelFunctionDecl global(String name, CelType result, CelType... arguments) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newGlobalOverload("kubernetes_" + name, result, arguments));
    }

    private static CelFunctionDecl member(String name, CelType result, CelType... arguments) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newMemberOverload("kubernetes_" + name, result, List.of(arguments)));
    }

    static List<CelFunctionBinding> bindings() {
        return List.of(
                part("getScheme", url -> url.uri().getScheme()),
                part("getHost", url -> orEmpty(url.uri().getRawAuthority())),
                part("getHostname", url -> orEmpty(url.uri().getHost())),
                part(
                        "getPort",
                        url -> url.uri().getPort() < 0
                                ? ""
                                : Integer.toString(url.uri().getPort())),
                part("getEscapedPath", url -> orEmpty(url.uri().getRawPath())),
                CelFunctionBinding.from("kubernetes_isURL", String.class, KubernetesFunctions::isUrl),
                CelFunctionBinding.from("kubernetes_url", String.class, KubernetesFunctions::url),
                CelFunctionBinding.from(
                        "kubernetes_find",
                        String.class,
                        String.class,
                        (text, regex) -> all(text, regex).stream().findFirst().orElse("")),
                CelFunctionBinding.from("kubernetes_findAll", String.class, String.class, KubernetesFunctions::all));
    }

    private static CelFunctionBinding part(String name, CelFunctionOverload.Unary<Url> part) {
        return CelFunctionBinding.from("kubernetes_" + name, Url.class, part);
    }

    private static List<String> all(String text, String regex) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String part) {
        return part == null ? "" : part;
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() || text.startsWith("/");
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static Url url(String text) {
        return new Url(URI.create(text));
    }
}
