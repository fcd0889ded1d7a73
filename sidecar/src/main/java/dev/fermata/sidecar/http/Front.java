package dev.fermata.sidecar.http;

import jakarta.servlet.GenericServlet;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/**
 * Stands before Javalin's servlet. Jetty looks for annotations on the class of a servlet, and Kotlin's on Javalin's would be made into
 * proxy classes at every start.
 */
final class Front extends GenericServlet {
    private static final long serialVersionUID = 1L;

    private final transient Servlet javalin;

    Front(Servlet javalin) {
        this.javalin = javalin;
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        javalin.service(request, response);
    }
}
