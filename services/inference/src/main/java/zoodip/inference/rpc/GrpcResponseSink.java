package zoodip.inference.rpc;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import zoodip.inference.generation.ResponseSink;
import zoodip.inference.v1.DrawProgress;
import zoodip.inference.v1.DrawResponse;
import zoodip.inference.v1.DrawnPicture;
import zoodip.platform.errors.ServiceException;

/** A gRPC stream as a sink: what it is not ready for waits here, a bounded number of images. */
final class GrpcResponseSink implements ResponseSink {
  private enum Phase {
    OPEN,
    /** Everything was given; the rest waits to be read. */
    COMPLETE,
    CLOSED
  }

  private final ServerCallStreamObserver<DrawResponse> stream;
  private final int capacity;
  private final Queue<DrawResponse> images = new ArrayDeque<>();
  private final Map<Integer, DrawResponse> previews = new LinkedHashMap<>();
  private Optional<DrawResponse> progress = Optional.empty();
  private Phase phase = Phase.OPEN;
  private final List<Runnable> roomActions = new CopyOnWriteArrayList<>();
  private final List<Runnable> closeActions = new ArrayList<>();

  /**
   * Made before the call's method returns: later a stream takes no handlers.
   *
   * @param capacity images that may wait to be read
   */
  GrpcResponseSink(ServerCallStreamObserver<DrawResponse> stream, int capacity) {
    this.stream = stream;
    this.capacity = capacity;
    stream.setOnReadyHandler(this::onReady);
    stream.setOnCancelHandler(this::close);
  }

  @Override
  public synchronized boolean isClosed() {
    return phase == Phase.CLOSED || stream.isCancelled();
  }

  @Override
  public synchronized int room() {
    return capacity - images.size();
  }

  @Override
  public void progress(DrawProgress news) {
    offer(() -> progress = Optional.of(DrawResponse.newBuilder().setProgress(news).build()));
  }

  @Override
  public void preview(DrawnPicture preview) {
    offer(
        () ->
            previews.put(preview.getRow(), DrawResponse.newBuilder().setPreview(preview).build()));
  }

  @Override
  public void image(DrawnPicture image) {
    offer(
        () -> {
          previews.remove(image.getRow());
          images.add(DrawResponse.newBuilder().setPicture(image).build());
        });
  }

  @Override
  public void complete() {
    offer(() -> phase = Phase.COMPLETE);
  }

  @Override
  public void fail(ServiceException failure) {
    synchronized (this) {
      if (phase == Phase.CLOSED) {
        return;
      }
      phase = Phase.CLOSED;
      stream.onError(failure.toStatus());
    }
    close();
  }

  @Override
  public void onRoom(Runnable action) {
    roomActions.add(action);
  }

  @Override
  public void onClosed(Runnable action) {
    synchronized (this) {
      if (phase != Phase.CLOSED) {
        closeActions.add(action);
        return;
      }
    }
    action.run();
  }

  private void offer(Runnable keep) {
    synchronized (this) {
      if (phase != Phase.OPEN) {
        return;
      }
      keep.run();
    }
    flush();
  }

  private void onReady() {
    flush();
    roomActions.forEach(Runnable::run);
  }

  /** Hands over what the stream is ready for, and ends it after the last. */
  private void flush() {
    synchronized (this) {
      while (phase != Phase.CLOSED && stream.isReady() && sendOne()) {
        // until nothing is left or the stream is full
      }
      if (phase != Phase.COMPLETE || !isEmpty()) {
        return;
      }
      phase = Phase.CLOSED;
      stream.onCompleted();
    }
    close();
  }

  private boolean sendOne() {
    Optional<DrawResponse> next = next();
    next.ifPresent(stream::onNext);
    return next.isPresent();
  }

  /** Progress first: it is small and soon out of date. */
  private Optional<DrawResponse> next() {
    Optional<DrawResponse> news = progress;
    progress = Optional.empty();
    if (news.isPresent()) {
      return news;
    }
    Optional<Integer> row = previews.keySet().stream().findFirst();
    return row.map(previews::remove).or(() -> Optional.ofNullable(images.poll()));
  }

  private boolean isEmpty() {
    return progress.isEmpty() && previews.isEmpty() && images.isEmpty();
  }

  /** Forgets everything that waits and tells those who wanted to know. */
  private void close() {
    List<Runnable> actions;
    synchronized (this) {
      phase = Phase.CLOSED;
      images.clear();
      previews.clear();
      progress = Optional.empty();
      actions = List.copyOf(closeActions);
      closeActions.clear();
    }
    roomActions.clear();
    actions.forEach(Runnable::run);
  }
}
