package dev.fermata.operator.shell.log;

/** The keys of logged values. */
public final class LogKey {
    public static final String KIND = "kind";
    public static final String NAMESPACE = "namespace";
    public static final String NAME = "name";
    public static final String UID = "uid";
    public static final String REASON = "reason";
    public static final String DETAIL = "detail";
    public static final String STEP = "step";
    public static final String RETRY_SECONDS = "retrySeconds";
    public static final String URL = "url";
    public static final String PORT = "port";
    public static final String COUNT = "count";
    public static final String VERSION = "version";
    public static final String ERROR = "error";

    private LogKey() {}
}
