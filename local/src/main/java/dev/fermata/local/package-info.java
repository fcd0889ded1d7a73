/**
 * Fermata on a laptop: {@link dev.fermata.local.Laptop} puts a simulated API server, the real operator and the process kubelet
 * together; {@link dev.fermata.local.Local} is the program that keeps them running. What they consist of lives in the packages below.
 */
@NullMarked
package dev.fermata.local;

import org.jspecify.annotations.NullMarked;
