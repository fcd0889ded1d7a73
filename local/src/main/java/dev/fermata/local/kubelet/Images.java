package dev.fermata.local.kubelet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The images of this laptop: what an image's entrypoint is as a program of this machine.
 *
 * @param programs program and arguments, by the image's name exactly as Pods give it
 */
public record Images(Map<String, List<String>> programs) {
    public Images {
        programs = Map.copyOf(programs);
    }

    /** No images: only containers whose {@code command} is an absolute path can run. */
    public static Images none() {
        return new Images(Map.of());
    }

    /** These images and one more; a known one is replaced. */
    public Images with(String image, List<String> program) {
        Map<String, List<String>> more = new HashMap<>(programs);
        more.put(image, List.copyOf(program));
        return new Images(more);
    }

    Optional<List<String>> program(String image) {
        return Optional.ofNullable(programs.get(image));
    }
}
