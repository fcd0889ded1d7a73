package dev.fermata.operator.shell.act;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import dev.fermata.operator.server.DesiredPod;
import dev.fermata.operator.shell.kube.ApiAnswer;
import dev.fermata.operator.shell.kube.ApiServer;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.kube.Patch;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.serverspec.Drains;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Turns each write of a plan into one request. A write to an object names the state that was meant, or the one that this process itself
 * made of it since; any other state answers 409.
 */
final class Writes {
    private static final String ACTIVE = "/metadata/labels/" + Patch.escaped(Labels.ACTIVE);
    private static final String GUARD = "/metadata/labels/" + Patch.escaped(Labels.GUARD);
    private static final String GUARD_SINCE = "/metadata/annotations/" + Patch.escaped(Labels.GUARD_SINCE);
    private static final String SAFE_TO_EVICT = "/metadata/annotations/" + Patch.escaped(DesiredPod.SAFE_TO_EVICT);
    private static final String FINALIZERS = "/metadata/finalizers";
    private static final String DRAINS = "/spec/drains";
    private static final String SCALE_DOWN = "/spec/scaleDown";
    private static final int CONFLICT = 409;

    private final ApiServer api;
    private final Clock clock;
    private final Cached<Pod> pods;
    private final Cached<Server> servers;
    private final Cached<Fleet> fleets;
    private final Cached<GameType> gameTypes;
    private final Cached<GameAutoscaler> scalers;

    Writes(ApiServer api, Clock clock, Effects.Known known) {
        this.api = api;
        this.clock = clock;
        this.pods = known.pods();
        this.servers = known.servers();
        this.fleets = known.fleets();
        this.gameTypes = known.gameTypes();
        this.scalers = known.scalers();
    }

    ApiAnswer<?> write(Step.Write step) {
        return switch (step) {
            case Step.CreatePod create -> create(pods, create.pod(), Writes::isOfSameServer);
            case Step.CreateServer create -> create(servers, create.server(), Writes::hasSameController);
            case Step.DeletePod delete -> deletePod(delete);
            case Step.DeleteServer delete -> gone(delete(servers, delete.server(), Step.Grace.TEMPLATE));
            case Step.MarkActive mark -> patch(pods, mark.pod(), patch -> patch.set(ACTIVE, Labels.TRUE));
            case Step.MarkInactive mark -> patch(pods, mark.pod(), patch -> patch.unset(ACTIVE));
            case Step.ArmGuard arm -> guard(arm.pod(), Labels.ARMED, arm.since());
            case Step.LiftGuard lift -> guard(lift.pod(), Labels.LIFTED, lift.since());
            case Step.CreateBudget create -> createBudget(create.budget());
            case Step.StampFinalizer stamp -> stamp(stamp.server());
            case Step.RemoveFinalizer remove -> gone(removeFinalizer(remove.server()));
            case Step.WriteDrain drain -> drain(drain);
            case Step.WithdrawDrain drain -> withdraw(drain);
            case Step.WriteServerStatus write -> status(servers, write.server(), write.status());
            case Step.WriteFleetStatus write -> status(fleets, write.fleet(), write.status());
            case Step.CreateFleet create -> create(fleets, create.fleet(), Writes::hasSameController);
            case Step.ChangeFleet change -> change(change);
            case Step.DeleteFleet delete -> gone(delete(fleets, delete.fleet(), Step.Grace.TEMPLATE));
            case Step.WriteGameTypeStatus write -> status(gameTypes, write.gameType(), write.status());
            case Step.ScaleGameType scale -> scale(scale);
            case Step.WriteAutoscalerStatus write -> status(scalers, write.autoscaler(), write.status());
        };
    }

    private <T extends HasMetadata> ApiAnswer<T> create(Cached<T> cached, T wanted, BiPredicate<T, T> isSame) {
        ApiAnswer<T> answer = api.create(wanted);
        if (answer instanceof ApiAnswer.Refused<T> refused && refused.isConflict()) {
            ApiAnswer<T> existing = api.get(cached.type(), ObjectKey.of(wanted));
            answer = existing instanceof ApiAnswer.Done<T>(T object) && object != null && isSame.test(wanted, object)
                    ? existing
                    : answer;
        }
        if (answer instanceof ApiAnswer.Done<T>(T object) && object != null) {
            cached.ownWrites().created(object);
        }
        return answer;
    }

    /** It is watched, and nothing is written to it: what this process made need not be known before the watch tells. */
    private ApiAnswer<PodDisruptionBudget> createBudget(PodDisruptionBudget budget) {
        ApiAnswer<PodDisruptionBudget> answer = api.create(budget);
        if (!(answer instanceof ApiAnswer.Refused<PodDisruptionBudget> refused && refused.isConflict())) {
            return answer;
        }
        ApiAnswer<PodDisruptionBudget> existing = api.get(PodDisruptionBudget.class, ObjectKey.of(budget));
        boolean ours = existing instanceof ApiAnswer.Done<PodDisruptionBudget>(PodDisruptionBudget found)
                && found != null
                && Kinship.isBudget(found);
        return ours ? existing : answer;
    }

    private ApiAnswer<Pod> guard(Target pod, String guard, Instant since) {
        String safe = Boolean.toString(guard.equals(Labels.LIFTED));
        return patch(
                pods,
                pod,
                patch -> patch.set(GUARD, guard)
                        .set(GUARD_SINCE, since.toString())
                        .set(SAFE_TO_EVICT, safe));
    }

    private static boolean isOfSameServer(Pod wanted, Pod existing) {
        return Kinship.serverUid(wanted)
                .filter(uid -> Kinship.isPodOf(existing, uid))
                .isPresent();
    }

    private static boolean hasSameController(HasMetadata wanted, HasMetadata existing) {
        Optional<String> uid = Kinship.controller(wanted).map(OwnerReference::getUid);
        return uid.isPresent() && uid.equals(Kinship.controller(existing).map(OwnerReference::getUid));
    }

    private ApiAnswer<Pod> deletePod(Step.DeletePod delete) {
        return clock.instant().isAfter(delete.notAfter())
                ? new ApiAnswer.Refused<>(CONFLICT, "Late", "what opened the gate may no longer hold")
                : delete(pods, delete.pod(), delete.grace());
    }

    private <T extends HasMetadata> ApiAnswer<T> delete(Cached<T> cached, Target target, Step.Grace grace) {
        String version = newest(cached, target);
        DeleteOptions options = new DeleteOptionsBuilder()
                .withNewPreconditions()
                .withUid(target.uid())
                .withResourceVersion(version)
                .endPreconditions()
                .withPropagationPolicy("Background")
                .withGracePeriodSeconds(grace == Step.Grace.NONE ? 0L : null)
                .build();
        return noted(cached, version, api.delete(cached.type(), place(target), options));
    }

    private ApiAnswer<Server> stamp(Target target) {
        return withServer(target, server -> {
            List<String> finalizers = new ArrayList<>(server.getMetadata().getFinalizers());
            finalizers.add(Labels.HOLD);
            return patch(servers, target, patch -> patch.set(FINALIZERS, finalizers));
        });
    }

    private ApiAnswer<Server> removeFinalizer(Target target) {
        return withServer(target, server -> {
            List<String> finalizers = new ArrayList<>(server.getMetadata().getFinalizers());
            finalizers.remove(Labels.HOLD);
            return patch(
                    servers,
                    target,
                    patch -> finalizers.isEmpty() ? patch.remove(FINALIZERS) : patch.set(FINALIZERS, finalizers));
        });
    }

    private ApiAnswer<Server> drain(Step.WriteDrain step) {
        Drains added = new Drains();
        added.setRequester(step.requester());
        added.setReason(Drains.Reason.valueOf(step.reason()));
        added.setMessage(step.message());
        added.setRequestedAt(step.requestedAt().toString());
        added.setDeadline(
                Optional.ofNullable(step.deadline()).map(Instant::toString).orElse(null));
        return withServer(step.server(), server -> {
            List<String> requesters = requesters(server);
            int earlier = requesters.indexOf(step.requester());
            return patch(servers, step.server(), patch -> {
                if (requesters.isEmpty()) {
                    return patch.set(DRAINS, List.of(added));
                }
                return (earlier < 0 ? patch : patch.remove(DRAINS + "/" + earlier)).set(DRAINS + "/-", added);
            });
        });
    }

    private ApiAnswer<Server> withdraw(Step.WithdrawDrain step) {
        return withServer(step.server(), server -> {
            int index = requesters(server).indexOf(step.requester());
            return index < 0
                    ? new ApiAnswer.Done<>(server)
                    : patch(servers, step.server(), patch -> patch.remove(DRAINS + "/" + index));
        });
    }

    private ApiAnswer<Fleet> change(Step.ChangeFleet step) {
        return patch(fleets, step.fleet(), patch -> {
            Patch changed =
                    patch.set("/spec/replicas", step.replicas()).set("/metadata/annotations", step.annotations());
            return step.scaleDown() == null ? changed.unset(SCALE_DOWN) : changed.set(SCALE_DOWN, step.scaleDown());
        });
    }

    private ApiAnswer<GameType> scale(Step.ScaleGameType step) {
        Patch patch = Patch.from(step.gameType().resourceVersion()).set("/spec/replicas", step.replicas());
        return api.patchScale(gameTypes.type(), place(step.gameType()), patch);
    }

    private static List<String> requesters(Server server) {
        return Optional.ofNullable(server.getSpec().getDrains()).orElse(List.of()).stream()
                .map(Drains::getRequester)
                .toList();
    }

    /** Places in lists are those of the state that the patch names; so is the whole of a list. */
    private ApiAnswer<Server> withServer(Target target, Function<Server, ApiAnswer<Server>> write) {
        return servers.get()
                .apply(place(target))
                .filter(server -> server.getMetadata().getUid().equals(target.uid()))
                .filter(server -> server.getMetadata().getResourceVersion().equals(newest(servers, target)))
                .map(write)
                .orElseGet(() -> new ApiAnswer.Refused<>(CONFLICT, "Conflict", "it changed meanwhile"));
    }

    private <T extends HasMetadata> ApiAnswer<T> status(Cached<T> cached, Target target, Object status) {
        String version = newest(cached, target);
        Patch patch = Patch.from(version).set("/status", status);
        return noted(cached, version, api.patchStatus(cached.type(), place(target), patch));
    }

    private <T extends HasMetadata> ApiAnswer<T> patch(Cached<T> cached, Target target, UnaryOperator<Patch> change) {
        String version = newest(cached, target);
        return noted(cached, version, api.patch(cached.type(), place(target), change.apply(Patch.from(version))));
    }

    private static <T extends HasMetadata> ApiAnswer<T> noted(Cached<T> cached, String before, ApiAnswer<T> answer) {
        if (answer instanceof ApiAnswer.Done<T>(T object) && object != null) {
            cached.ownWrites().changed(before, object);
        }
        return answer;
    }

    private static <T extends HasMetadata> ApiAnswer<T> gone(ApiAnswer<T> answer) {
        return answer instanceof ApiAnswer.Refused<T> refused && refused.isNotFound()
                ? new ApiAnswer.Done<>(null)
                : answer;
    }

    private static <T extends HasMetadata> String newest(Cached<T> cached, Target target) {
        return cached.ownWrites().newest(place(target), target.resourceVersion());
    }

    private static ObjectKey place(Target target) {
        return new ObjectKey(target.namespace(), target.name());
    }
}
