/** Tests against a real cluster, which FERMATA_E2E_KUBECONFIG names, and what they need. Nothing here is shipped. */
@NullMarked
package dev.fermata.e2e;

import org.jspecify.annotations.NullMarked;
