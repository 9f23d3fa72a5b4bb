package zoodip.gateway.jobs;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.records.JobView;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.platform.threads.DaemonThreads;
import zoodip.v1.ErrorReason;

/** All watches of this gateway; they share a few threads, however many they are. */
@ApplicationScoped
public class JobWatches {
  private static final int THREADS = 2;

  private final JobView jobs;
  private final PendingEvaluations pending;
  private final long heartbeatMillis;
  private final ScheduledThreadPoolExecutor executor = executor();
  private final Set<JobWatch<?>> open = ConcurrentHashMap.newKeySet();

  @Inject
  public JobWatches(JobView jobs, PendingEvaluations pending, GatewayConfig config) {
    this.jobs = jobs;
    this.pending = pending;
    heartbeatMillis = config.watches().heartbeat().toMillis();
  }

  /**
   * Shows the job to the caller: now, after each change, and to the end.
   *
   * @throws ServiceException if there is no such job, or the token is none of its watches'
   */
  public <A> void watch(
      ResourceName job,
      String resumeToken,
      JobWatch.Responses<A> responses,
      StreamObserver<A> caller) {
    boolean isPending = pending.isPending(job);
    if (!isPending && jobs.get(job.toString()).isEmpty()) {
      throw responses.missing(job);
    }
    long shown = ResumeToken.revision(job.toString(), resumeToken);
    ServerCallStreamObserver<A> reader = (ServerCallStreamObserver<A>) caller;
    CompletableFuture<Runnable> release = new CompletableFuture<>();
    JobWatch<A> jobWatch =
        new JobWatch<>(job, reader, responses, shown, executor, () -> afterwards(release));
    reader.setOnReadyHandler(jobWatch::wake);
    reader.setOnCancelHandler(jobWatch::cancel);
    release.complete(register(job, jobWatch, isPending));
  }

  /** Readers are told to come back, to another replica or to this one's successor. */
  void stop(@Observes @Priority(100) ShutdownEvent event) {
    var reason =
        new ServiceException(
            ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
            "The gateway is stopping; watch again with the last resume token");
    open.forEach(jobWatch -> jobWatch.fail(reason));
    executor.shutdown();
  }

  /** At once, or as soon as there is something to release. */
  private static void afterwards(CompletableFuture<Runnable> release) {
    var unused = release.thenAccept(Runnable::run);
  }

  private Runnable register(ResourceName job, JobWatch<?> jobWatch, boolean isPending) {
    open.add(jobWatch);
    AtomicBoolean waiting = new AtomicBoolean(isPending);
    var subscription =
        jobs.listen(
            job.toString(),
            record -> {
              if (record.isPresent()) {
                waiting.set(false);
              }
              if (!waiting.get()) {
                jobWatch.offer(record);
              }
            });
    var heartbeat =
        executor.scheduleWithFixedDelay(
            jobWatch::heartbeat, heartbeatMillis, heartbeatMillis, TimeUnit.MILLISECONDS);
    return () -> {
      subscription.close();
      heartbeat.cancel(false);
      open.remove(jobWatch);
    };
  }

  private static ScheduledThreadPoolExecutor executor() {
    var executor = new ScheduledThreadPoolExecutor(THREADS, DaemonThreads.named("watches"));
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }
}
