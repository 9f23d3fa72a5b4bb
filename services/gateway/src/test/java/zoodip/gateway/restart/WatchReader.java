package zoodip.gateway.restart;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import zoodip.v1.TrainingJob;
import zoodip.v1.WatchTrainingJobRequest;
import zoodip.v1.WatchTrainingJobResponse;

/** Reads a watch: as fast as it comes, or one answer and nothing more until told to. */
final class WatchReader
    implements ClientResponseObserver<WatchTrainingJobRequest, WatchTrainingJobResponse> {
  private final boolean slow;
  private ClientCallStreamObserver<WatchTrainingJobRequest> call;
  private TrainingJob last = TrainingJob.getDefaultInstance();
  private int seen;
  private int conflated;
  private boolean completed;
  private Throwable failure;

  WatchReader(boolean slow) {
    this.slow = slow;
  }

  @Override
  public synchronized void beforeStart(ClientCallStreamObserver<WatchTrainingJobRequest> stream) {
    call = stream;
    if (slow) {
      stream.disableAutoRequestWithInitial(1);
    }
  }

  @Override
  public synchronized void onNext(WatchTrainingJobResponse answer) {
    if (answer.hasTrainingJob()) {
      last = answer.getTrainingJob();
      seen++;
      conflated += answer.getConflated();
    }
  }

  @Override
  public synchronized void onError(Throwable thrown) {
    failure = thrown;
  }

  @Override
  public synchronized void onCompleted() {
    completed = true;
  }

  synchronized void readOn() {
    call.request(Integer.MAX_VALUE);
  }

  /** The newest state seen. */
  synchronized TrainingJob last() {
    return last;
  }

  /** States seen. */
  synchronized int seen() {
    return seen;
  }

  /** States that it was told it did not see. */
  synchronized int conflated() {
    return conflated;
  }

  synchronized boolean completed() {
    if (failure != null) {
      throw new AssertionError("The watch failed", failure);
    }
    return completed;
  }
}
