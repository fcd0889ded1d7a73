package dev.fermata.operator.shell.webhook;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HttpClientHostnameVerifier;

/**
 * Verifies that a certificate is for the host, and valid now: Java's own check of dates leaves out a certificate that is in the bundle
 * itself, as one that signed itself is.
 */
final class ValidNow implements HttpClientHostnameVerifier {
    private final DefaultHostnameVerifier names = new DefaultHostnameVerifier();

    @Override
    public void verify(String host, X509Certificate certificate) throws SSLException {
        try {
            certificate.checkValidity();
        } catch (CertificateException e) {
            throw new SSLException("the certificate is not valid now", e);
        }
        names.verify(host, certificate);
    }

    @Override
    public boolean verify(String host, SSLSession session) {
        try {
            verify(host, (X509Certificate) session.getPeerCertificates()[0]);
            return true;
        } catch (SSLException e) {
            return false;
        }
    }
}
