package dev.fermata.operator.shell.webhook;

import dev.fermata.operator.autoscaler.Trouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Which certificates are trusted, and why one is not. */
final class Trust {
    private Trust() {}

    /**
     * What trusts the certificates of the bundle, and no others.
     *
     * @param caBundle PEM in base64; null: what the system trusts
     * @return absent if the bundle holds no certificate
     */
    static Optional<SSLContext> of(@Nullable String caBundle) {
        try {
            if (caBundle == null) {
                return Optional.of(SSLContext.getDefault());
            }
            byte[] pem = Base64.getMimeDecoder().decode(caBundle);
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
            return certificates.isEmpty() ? Optional.empty() : Optional.of(trusting(certificates));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static SSLContext trusting(Collection<? extends Certificate> certificates)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** What is wrong with the other side's certificate, or with something else of TLS. */
    static Trouble trouble(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLPeerUnverifiedException) {
                return Trouble.WRONG_NAME;
            }
            if (cause instanceof CertificateExpiredException
                    || cause instanceof CertificateNotYetValidException
                    || (cause instanceof CertPathValidatorException path
                            && (path.getReason() == BasicReason.EXPIRED
                                    || path.getReason() == BasicReason.NOT_YET_VALID))) {
                return Trouble.EXPIRED;
            }
            if (cause instanceof CertPathBuilderException) {
                return Trouble.UNKNOWN_CA;
            }
        }
        return Trouble.TLS;
    }
}
