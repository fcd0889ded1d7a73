package dev.fermata.sidecar.http;

import dev.fermata.sidecar.metrics.Metrics;
import dev.fermata.sidecar.metrics.Request;
import dev.fermata.sidecar.route.Method;
import dev.fermata.sidecar.route.Operation;
import dev.fermata.sidecar.route.Reply;
import dev.fermata.sidecar.route.Route;
import dev.fermata.wire.Headers;
import dev.fermata.wire.WireException;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Javalin serve the routes of one site: GET also answers HEAD, OPTIONS tells what a path has, and everything else is refused
 * in the protocol's own form. Javalin's before and after handlers are not used: a request could call them by their names, as methods.
 */
final class Endpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
    private static final String OTHER = "other";
    private static final String HEAD = "HEAD";
    private static final String OPTIONS = "OPTIONS";

    private final Site site;
    private final EventStreams streams;
    private final Metrics metrics;
    private final Map<String, String> methodsByPath = new LinkedHashMap<>();

    Endpoints(Site site, EventStreams streams, Metrics metrics) {
        this.site = site;
        this.streams = streams;
        this.metrics = metrics;
    }

    void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.responseBufferSize = Listener.BUFFER_BYTES;
        config.http.asyncTimeout = 0;
        config.router.ignoreTrailingSlashes = false;
        site.routes().forEach(route -> add(config, route));
        methodsByPath.forEach((path, methods) -> config.routes.options(path, context -> options(context, path)));
        config.routes.exception(HttpResponseException.class, (unknown, context) -> unknown(context));
        config.routes.exception(Exception.class, (failure, context) -> failed(context, failure));
    }

    private void add(JavalinConfig config, Route route) {
        String method = route.method().name();
        boolean get = route.method() == Method.GET;
        methodsByPath.merge(route.path(), get ? "GET, HEAD" : method, (some, more) -> some + ", " + more);
        config.routes.addHttpHandler(
                HandlerType.findOrCreate(method), route.path(), context -> serve(context, route, method));
        if (get) {
            config.routes.head(route.path(), context -> serve(context, route, HEAD));
        }
    }

    private void serve(Context context, Route route, String method) throws IOException {
        try {
            if (!context.req().getMethod().equals(method)) {
                throw new Refusal(
                        Refusal.BAD_REQUEST, "X-HTTP-Method-Override is not understood: send the method itself");
            }
            admit(context, route);
            switch (route.operation()) {
                case Operation.Asking asking -> {
                    Bodies.none(context.req());
                    answer(context, route.path(), asking.answer().get());
                }
                case Operation.Taking taking ->
                    answer(context, route.path(), taking.answer().apply(Bodies.json(context.req())));
                case Operation.Following following -> follow(context, route.path());
            }
        } catch (WireException e) {
            answer(context, route.path(), Refusal.reply(Refusal.BAD_REQUEST, String.valueOf(e.getMessage())));
        } catch (Refusal refusal) {
            answer(context, route.path(), refusal.reply());
        }
    }

    private static void admit(Context context, Route route) throws Refusal {
        if (!route.access().admits(context.header(Headers.AUTHORIZATION))) {
            context.header("WWW-Authenticate", "Bearer");
            throw new Refusal(
                    Refusal.UNAUTHORIZED, "this route is the operator's: send its token as Authorization: Bearer …");
        }
    }

    private void follow(Context context, String path) throws Refusal, IOException {
        Bodies.none(context.req());
        context.status(Reply.OK);
        context.contentType(Headers.EVENT_STREAM);
        context.header("Cache-Control", "no-store");
        context.header("Connection", "close"); // so that no other request ever gets a stream's connection
        count(context, path);
        if (context.req().getMethod().equals(HEAD)) {
            return;
        }
        ServletOutputStream out = context.res().getOutputStream();
        context.future(() -> streams.open(out));
    }

    private void options(Context context, String path) {
        context.status(Refusal.NO_CONTENT);
        context.res().setContentType(null); // Javalin gives one to everything
        context.header("Allow", methodsByPath.get(path) + ", " + OPTIONS);
        count(context, path);
    }

    /** No route has this path and method. */
    private void unknown(Context context) {
        String methods = methodsByPath.get(context.path());
        if (methods == null) {
            String paths = String.join(", ", methodsByPath.keySet());
            answer(context, OTHER, Refusal.reply(Refusal.NOT_FOUND, "there is no such path here; there are: " + paths));
        } else {
            context.header("Allow", methods + ", " + OPTIONS);
            answer(
                    context,
                    context.path(),
                    Refusal.reply(
                            Refusal.METHOD_NOT_ALLOWED, "this path does not have that method; it has: " + methods));
        }
    }

    /** A client that went away or sent no more is nobody's fault here; anything else is a bug. */
    private void failed(Context context, Exception failure) {
        if (failure instanceof IOException || failure instanceof HttpException) {
            answer(context, OTHER, Refusal.reply(Refusal.BAD_REQUEST, "the request did not arrive as a whole"));
        } else {
            LOG.error("request failed listener={}", site.name(), failure);
            answer(context, OTHER, Refusal.reply(Refusal.INTERNAL_ERROR, "a bug in the sidecar; its log says more"));
        }
    }

    private void answer(Context context, String path, Reply reply) {
        context.status(reply.status());
        context.contentType(reply.mediaType());
        context.header("Cache-Control", "no-store");
        context.result(reply.body().getBytes(StandardCharsets.UTF_8));
        count(context, path);
    }

    private void count(Context context, String path) {
        site.asked().run();
        String method = context.req().getMethod();
        boolean known = methodsByPath.getOrDefault(path, "").contains(method) || method.equals(OPTIONS);
        metrics.count(new Request(site.name(), known ? method : OTHER, path, context.statusCode()));
    }
}
