package zoodip.gateway.scaling;

import io.grpc.stub.ServerCallStreamObserver;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import zoodip.gateway.GatewayConfig;
import zoodip.keda.IsActiveResponse;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.kafka.ChangeListeners.Subscription;

/** The streams that tell KEDA at once when the first job comes and when the last one is done. */
@ApplicationScoped
public class ActivityStreams {
  private final Workloads workloads;
  private final Duration heartbeat;
  private final Duration interval;
  private final ScheduledThreadPoolExecutor executor = executor();
  private final Set<ActivityStream> open = ConcurrentHashMap.newKeySet();

  @Inject
  public ActivityStreams(Workloads workloads, GatewayConfig config) {
    this.workloads = workloads;
    heartbeat = config.scaling().heartbeat();
    interval = config.scaling().interval();
  }

  /**
   * Tells the caller whether there is something to do: now, after each change, and from time to
   * time.
   *
   * @throws ServiceException BACKEND_UNAVAILABLE if that is not known now
   */
  void open(ScalingTrigger trigger, ServerCallStreamObserver<IsActiveResponse> caller) {
    CompletableFuture<Runnable> release = new CompletableFuture<>();
    ActivityStream stream =
        new ActivityStream(
            () -> workloads.of(trigger).active(),
            caller,
            () -> {
              var unused = release.thenAccept(Runnable::run);
            });
    stream.look();
    open.add(stream);
    Subscription changes = workloads.listen(() -> executor.execute(stream::lookIfKnown));
    // nodes of inference do not tell by themselves what they have to do
    Future<?> looks = every(interval, stream::lookIfKnown);
    Future<?> heartbeats = every(heartbeat, stream::repeat);
    release.complete(
        () -> {
          changes.close();
          looks.cancel(false);
          heartbeats.cancel(false);
          open.remove(stream);
        });
  }

  /** KEDA comes back at once, to another replica or to this one's successor. */
  void stop(@Observes @Priority(100) ShutdownEvent event) {
    open.forEach(ActivityStream::complete);
    executor.shutdown();
  }

  private Future<?> every(Duration time, Runnable action) {
    return executor.scheduleWithFixedDelay(
        action, time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor executor() {
    var executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "scaling");
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }
}
