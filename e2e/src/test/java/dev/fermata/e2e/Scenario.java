package dev.fermata.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Stories about games on the cluster under test, on which the operator runs, wherever: each is told in a {@link World} of its own, and
 * several at a time. Of one that fails, all that is known is left in {@code e2e/target/failures}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@OnCluster
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(Worlds.class)
@interface Scenario {}
