package zoodip.gateway.scaling;

import io.grpc.stub.ServerCallStreamObserver;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import zoodip.gateway.GatewayConfig;
import zoodip.keda.IsActiveResponse;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.kafka.ChangeListeners.Subscription;
import zoodip.platform.threads.DaemonThreads;
import zoodip.v1.ErrorReason;

/** The streams that tell KEDA at once when the first job comes and when the last one is done. */
@ApplicationScoped
public class ActivityStreams {
  /** More than KEDA has triggers; each stream is looked at by itself. */
  private static final int MAX_STREAMS = 256;

  private final Demands demands;
  private final int maxStreams;
  private final Duration heartbeat;
  private final Duration interval;
  private final ScheduledThreadPoolExecutor executor = executor();
  private final Set<ActivityStream> open = ConcurrentHashMap.newKeySet();
  private boolean stopping;

  @Inject
  public ActivityStreams(Demands demands, GatewayConfig config) {
    this(demands, config, MAX_STREAMS);
  }

  ActivityStreams(Demands demands, GatewayConfig config, int maxStreams) {
    this.demands = demands;
    this.maxStreams = maxStreams;
    heartbeat = config.scaling().heartbeat();
    interval = config.scaling().interval();
  }

  /**
   * Tells the caller whether there is something to do: now, after each change, and from time to
   * time.
   *
   * @throws ServiceException BACKEND_UNAVAILABLE if that is not known now, OVERLOADED if there are
   *     too many streams
   */
  void open(ScalingTrigger trigger, ServerCallStreamObserver<IsActiveResponse> caller) {
    if (open.size() >= maxStreams) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_OVERLOADED,
          "This gateway has %d streams of activity, and takes no more".formatted(maxStreams));
    }
    CompletableFuture<Runnable> release = new CompletableFuture<>();
    ActivityStream stream =
        new ActivityStream(
            () -> demands.of(trigger).active(),
            caller,
            () -> {
              var unused = release.thenAccept(Runnable::run);
            });
    stream.look();
    Subscription changes = demands.listen(() -> executor.execute(stream::lookIfKnown));
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
    add(stream);
  }

  /** KEDA comes back at once, to another replica or to this one's successor. */
  synchronized void stop(@Observes @Priority(100) ShutdownEvent event) {
    stopping = true;
    List.copyOf(open).forEach(ActivityStream::complete);
    executor.shutdown();
  }

  /** Something may have changed between the first look and the beginning of listening. */
  private synchronized void add(ActivityStream stream) {
    if (stopping) {
      stream.complete();
    } else {
      open.add(stream);
      if (stream.hasEnded()) {
        open.remove(stream);
      }
      executor.execute(stream::lookIfKnown);
    }
  }

  private Future<?> every(Duration time, Runnable action) {
    return executor.scheduleWithFixedDelay(
        action, time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor executor() {
    var executor = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("scaling"));
    executor.setRemoveOnCancelPolicy(true);
    // once it has stopped there is nobody to tell
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    return executor;
  }
}
