package zoodip.gateway.workers;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.Optional;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.records.JobView;
import zoodip.jobs.v1.JobDirection;
import zoodip.platform.errors.ServiceErrors;
import zoodip.platform.kafka.ChangeListeners;

/** Tells one worker what is wanted of one job's attempts, until the worker goes. */
final class DirectionWatch {
  private final JobView jobs;
  private final String job;
  private final ServerCallStreamObserver<JobDirection> worker;
  private Optional<ChangeListeners.Subscription> subscription = Optional.empty();
  private Optional<JobDirection> waiting = Optional.empty();
  private boolean ended;

  DirectionWatch(JobView jobs, String job, ServerCallStreamObserver<JobDirection> worker) {
    this.jobs = jobs;
    this.job = job;
    this.worker = worker;
    worker.setOnCancelHandler(this::end);
    worker.setOnReadyHandler(this::send);
  }

  void start() {
    var listening = jobs.listen(job, this::changed);
    synchronized (this) {
      if (!ended) {
        subscription = Optional.of(listening);
        return;
      }
    }
    listening.close();
  }

  synchronized void fail(Throwable reason) {
    if (!ended) {
      ended = true;
      worker.onError(ServiceErrors.status(reason));
    }
  }

  /** Of changes that come faster than they are read only the newest is kept. */
  private synchronized void changed(Optional<JobRecord> record) {
    waiting = Optional.of(direction(record));
    send();
  }

  private synchronized void send() {
    if (!ended && worker.isReady()) {
      waiting.ifPresent(worker::onNext);
      waiting = Optional.empty();
    }
  }

  private void end() {
    Optional<ChangeListeners.Subscription> listening;
    synchronized (this) {
      ended = true;
      listening = subscription;
    }
    listening.ifPresent(ChangeListeners.Subscription::close);
  }

  private static JobDirection direction(Optional<JobRecord> record) {
    JobDirection.Builder direction = JobDirection.newBuilder();
    if (record.isEmpty()) {
      return direction.setGone(true).build();
    }
    return direction
        .setState(record.get().getState())
        .setAttempt(record.get().getAttempt())
        .setCancelRequested(record.get().getCancelRequested())
        .setRevision(record.get().getRevision())
        .setQueuedRevision(record.get().getQueuedRevision())
        .build();
  }
}
