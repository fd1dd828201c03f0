package dev.gridlock.stack;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What killed runs left in the container engine. Only what carries our label and whose owner is known to be dead is
 * removed; all else is not ours, or belongs to a run that lives.
 */
final class DockerLeftovers {

    private static final List<String> OURS = List.of(Labels.RUN);

    private final DockerClient client;

    DockerLeftovers(DockerClient client) {
        this.client = client;
    }

    /**
     * Removes containers, then the networks and volumes that they used.
     *
     * @return what was removed, one sentence each
     */
    List<String> clean() {
        List<String> cleaned = new ArrayList<>();
        for (Container container : client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(OURS)
                .exec()) {
            if (isLeftover(container.getLabels())) {
                String name = String.join(
                        " ",
                        Arrays.stream(container.getNames())
                                .map(given -> given.substring(1))
                                .toList());
                remove(
                        cleaned,
                        "container " + name,
                        () -> client.removeContainerCmd(container.getId())
                                .withForce(true)
                                .withRemoveVolumes(true)
                                .exec());
            }
        }
        for (Network network :
                client.listNetworksCmd().withFilter("label", OURS).exec()) {
            if (isLeftover(network.getLabels())) {
                remove(
                        cleaned,
                        "network " + network.getName(),
                        () -> client.removeNetworkCmd(network.getId()).exec());
            }
        }
        for (InspectVolumeResponse volume : Objects.requireNonNullElse(
                client.listVolumesCmd().withFilter("label", OURS).exec().getVolumes(),
                List.<InspectVolumeResponse>of())) {
            if (isLeftover(volume.getLabels())) {
                remove(
                        cleaned,
                        "volume " + volume.getName(),
                        () -> client.removeVolumeCmd(volume.getName()).exec());
            }
        }
        return List.copyOf(cleaned);
    }

    private static boolean isLeftover(@Nullable Map<String, String> labels) {
        return labels != null && labels.containsKey(Labels.RUN) && Labels.ownerIsDead(labels);
    }

    private static void remove(List<String> cleaned, String what, Runnable removal) {
        cleaned.add(Removal.of(removal)
                .map(why -> "could not remove " + what + ": " + why)
                .orElse("removed " + what));
    }
}
