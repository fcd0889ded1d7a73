package dev.fermata.sidecar.http;

import dev.fermata.sidecar.route.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty refuses by itself (a request that is not HTTP, headers that are too long, …), in the form of all other errors. */
final class JsonErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
        int status = response.getStatus();
        String said = message == null ? HttpStatus.getMessage(status) : message.toString();
        Reply reply = Refusal.reply(status, "the request was not understood: " + said);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.mediaType());
        response.write(true, ByteBuffer.wrap(reply.body().getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}
