package zoodip.trainer.pods;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import zoodip.platform.threads.DaemonThreads;

/**
 * Keeps the annotation of this trainer's pod in step with what it is working on, on a thread of its
 * own. Where Kubernetes does not take it, the jobs go on and it is tried again: then any of the
 * pods may be the one that goes when there are too many.
 */
public final class PodDeletionCost implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(PodDeletionCost.class);

  /** Progress is no reason to write more often; each write costs the API server something. */
  private static final Duration REFRESH = Duration.ofMinutes(1);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration CLOSING = Duration.ofSeconds(6);

  private final KubernetesPod pod;
  private final RunningJobs jobs;
  private final Duration firstPause;
  private final Semaphore changes = new Semaphore(0);
  private final Thread thread = DaemonThreads.of("pod-deletion-cost", this::run);
  private final Counter failed;
  private volatile OptionalInt applied = OptionalInt.empty();
  private volatile boolean closed;
  private int failures;

  PodDeletionCost(
      KubernetesPod pod, RunningJobs jobs, Duration firstPause, MeterRegistry registry) {
    this.pod = pod;
    this.jobs = jobs;
    this.firstPause = firstPause;
    failed =
        Counter.builder("zoodip.pod.deletion.cost.failures")
            .description("Times that Kubernetes did not take the annotation of this pod")
            .register(registry);
    Gauge.builder("zoodip.pod.deletion.cost", () -> applied.orElse(0))
        .description("What this pod's annotation says that its deletion costs")
        .register(registry);
    jobs.onChange(changes::release);
    thread.start();
  }

  /**
   * For the pod that this process is in.
   *
   * @param name empty: it is in none
   * @param namespace empty: that of the service account
   */
  public static Optional<PodDeletionCost> of(
      Optional<String> name, Optional<String> namespace, RunningJobs jobs, MeterRegistry registry) {
    return name.map(
        pod ->
            new PodDeletionCost(
                new KubernetesPod(KubernetesPod.config(), namespace, pod),
                jobs,
                Duration.ofSeconds(1),
                registry));
  }

  /** Takes the annotation away if no job is left, and ends. */
  @Override
  public void close() {
    closed = true;
    changes.release();
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pod.close();
  }

  private void run() {
    try {
      while (!closed) {
        apply();
        pause();
      }
      apply();
    } catch (InterruptedException e) {
      LOG.debug("The pod's annotation stays as it is", e);
    }
  }

  /**
   * The annotation of a container that died in this pod may still be there: the first is written.
   */
  private void apply() {
    changes.drainPermits();
    int wanted = jobs.cost();
    if (applied.isPresent() && applied.getAsInt() == wanted) {
      return;
    }
    try {
      pod.deletionCost(wanted);
      LOG.debugf("Deleting pod %s costs %d", pod, wanted);
      applied = OptionalInt.of(wanted);
      failures = 0;
    } catch (KubernetesClientException e) {
      failed.increment();
      failures++;
      LOG.log(
          failures == 1 ? Logger.Level.WARN : Logger.Level.DEBUG,
          "Kubernetes does not take what deleting pod %s costs, which is tried again: %s"
              .formatted(pod, e.getMessage()));
    }
  }

  private void pause() throws InterruptedException {
    if (failures == 0) {
      boolean unused = changes.tryAcquire(REFRESH.toMillis(), TimeUnit.MILLISECONDS);
      return;
    }
    long pause = firstPause.toMillis() << Math.min(failures - 1, 10);
    long end = System.nanoTime() + Math.min(pause, LONGEST_PAUSE.toMillis()) * 1_000_000;
    while (!closed && System.nanoTime() < end) {
      Thread.sleep(Math.min(50, pause));
    }
  }
}
