package zoodip.trainer.pods;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import zoodip.platform.work.AttemptResult;
import zoodip.platform.work.JobAttempt;
import zoodip.platform.work.JobHandler;
import zoodip.v1.JobProgress;

/**
 * The jobs that a handler is working on, and what it costs to interrupt them: whoever goes on has
 * to load the model, and to replay what is done. Thread-safe.
 */
public final class RunningJobs implements JobHandler {
  /** Of a job that has just begun; one that is nearly done costs twice as much. */
  static final int JOB_COST = 1_000;

  private final JobHandler handler;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private volatile Runnable onChange = () -> {};

  /**
   * @param handler what works on the jobs
   */
  public RunningJobs(JobHandler handler) {
    this.handler = handler;
  }

  @Override
  public AttemptResult work(JobAttempt attempt) throws InterruptedException {
    try (Running job = begin(attempt::progress)) {
      return handler.work(attempt);
    }
  }

  /** A job counts until it is closed. */
  Running begin(Supplier<JobProgress> progress) {
    Running job = new Running(progress);
    running.add(job);
    onChange.run();
    return job;
  }

  /** What interrupting them costs, in no unit; 0 if there are none. */
  int cost() {
    return running.stream().mapToInt(job -> cost(job.progress.get())).sum();
  }

  /** Runs the action, which must be quick, each time that a job begins or ends. */
  void onChange(Runnable action) {
    onChange = action;
  }

  private static int cost(JobProgress progress) {
    long total = Math.max(1, progress.getTotal());
    long done = Math.min(progress.getDone(), total);
    return (int) (JOB_COST + JOB_COST * done / total);
  }

  /** One of them. */
  final class Running implements AutoCloseable {
    private final Supplier<JobProgress> progress;

    private Running(Supplier<JobProgress> progress) {
      this.progress = progress;
    }

    @Override
    public void close() {
      running.remove(this);
      onChange.run();
    }
  }
}
