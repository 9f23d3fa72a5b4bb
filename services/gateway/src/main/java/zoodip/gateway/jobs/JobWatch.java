package zoodip.gateway.jobs;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import zoodip.contract.JobStates;
import zoodip.events.v1.JobRecord;
import zoodip.platform.errors.ServiceErrors;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;

/**
 * Shows one reader one job's changes until it ends. Of changes that come faster than they are read
 * only the newest is kept, so a slow reader costs one record of memory and never sees an old state
 * after a newer one.
 */
public final class JobWatch<A> {
  /** Makes responses of records. */
  public interface Responses<A> {
    /**
     * The record with all that answers show of it; what is kept elsewhere comes when it is read.
     */
    default CompletableFuture<JobRecord> complete(JobRecord record) {
      return CompletableFuture.completedFuture(record);
    }

    /**
     * Shows a change.
     *
     * @param conflated changes that were passed over since the answer before
     */
    A change(JobRecord record, String resumeToken, int conflated);

    A heartbeat(String resumeToken);

    /** Why there is nothing to show: there is no such job, or no more. */
    ServiceException missing(ResourceName job);
  }

  private final ResourceName job;
  private final ServerCallStreamObserver<A> reader;
  private final Responses<A> responses;
  private final Executor executor;
  private final Runnable afterEnd;

  private long shown;
  private Optional<JobRecord> newest = Optional.empty();
  private boolean gone;
  private boolean heartbeatDue;
  private boolean ended;
  private boolean delivering;

  /**
   * @param shown the revision that the reader has seen already; 0 if none
   * @param executor runs deliveries
   * @param afterEnd frees what was taken for this watch
   */
  JobWatch(
      ResourceName job,
      ServerCallStreamObserver<A> reader,
      Responses<A> responses,
      long shown,
      Executor executor,
      Runnable afterEnd) {
    this.job = job;
    this.reader = reader;
    this.responses = responses;
    this.shown = shown;
    this.executor = executor;
    this.afterEnd = afterEnd;
  }

  /** The job's record as it is now; empty if it was deleted. */
  void offer(Optional<JobRecord> record) {
    if (record.isEmpty()) {
      take(record);
      return;
    }
    var unused =
        responses
            .complete(record.get())
            .whenComplete(
                (complete, failure) -> {
                  if (failure == null) {
                    take(Optional.of(complete));
                  } else {
                    fail(failure instanceof CompletionException ? failure.getCause() : failure);
                  }
                });
  }

  private synchronized void take(Optional<JobRecord> record) {
    gone = record.isEmpty();
    record
        .filter(change -> change.getRevision() > newest.map(JobRecord::getRevision).orElse(0L))
        .ifPresent(change -> newest = Optional.of(change));
    wake();
  }

  synchronized void heartbeat() {
    heartbeatDue = true;
    wake();
  }

  /** Something may have become possible: the reader may have room again. */
  synchronized void wake() {
    if (!ended && !delivering) {
      delivering = true;
      executor.execute(this::deliver);
    }
  }

  /** Ends the stream although the job goes on. */
  synchronized void fail(Throwable reason) {
    if (!ended) {
      end();
      reader.onError(ServiceErrors.status(reason));
    }
  }

  /** Ends the watch without a word: the reader is gone. */
  synchronized void cancel() {
    if (!ended) {
      end();
    }
  }

  private synchronized void deliver() {
    delivering = false;
    if (!ended && reader.isReady()) {
      newest.filter(record -> record.getRevision() > shown).ifPresent(this::show);
      heartbeatIfDue();
      endIfOver();
    }
  }

  private void show(JobRecord record) {
    int conflated = shown == 0 ? 0 : (int) (record.getRevision() - shown - 1);
    shown = record.getRevision();
    heartbeatDue = false;
    reader.onNext(responses.change(record, ResumeToken.of(record.getName(), shown), conflated));
  }

  private void heartbeatIfDue() {
    if (heartbeatDue && newest.isPresent()) {
      heartbeatDue = false;
      reader.onNext(responses.heartbeat(ResumeToken.of(newest.get().getName(), shown)));
    }
  }

  private void endIfOver() {
    if (newest.filter(this::isLast).isPresent()) {
      end();
      reader.onCompleted();
    } else if (gone) {
      fail(responses.missing(job));
    }
  }

  private boolean isLast(JobRecord record) {
    return JobStates.isTerminal(record.getState()) && record.getRevision() <= shown;
  }

  private void end() {
    ended = true;
    afterEnd.run();
  }
}
