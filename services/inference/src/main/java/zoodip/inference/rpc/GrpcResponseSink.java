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

/** A gRPC stream as a reader: what it is not ready for waits here, a bounded number of images. */
final class GrpcResponseSink implements ResponseSink {
  private enum Phase {
    OPEN,
    /** Everything was given; the rest waits to be read. */
    COMPLETE,
    GONE
  }

  private final ServerCallStreamObserver<DrawResponse> stream;
  private final int capacity;
  private final Queue<DrawResponse> images = new ArrayDeque<>();
  private final Map<Integer, DrawResponse> previews = new LinkedHashMap<>();
  private Optional<DrawResponse> progress = Optional.empty();
  private Phase phase = Phase.OPEN;
  private final List<Runnable> roomActions = new CopyOnWriteArrayList<>();
  private final List<Runnable> goneActions = new ArrayList<>();

  /**
   * Made before the call's method returns: later a stream takes no handlers.
   *
   * @param capacity images that may wait to be read
   */
  GrpcResponseSink(ServerCallStreamObserver<DrawResponse> stream, int capacity) {
    this.stream = stream;
    this.capacity = capacity;
    stream.setOnReadyHandler(this::onReady);
    stream.setOnCancelHandler(this::leave);
  }

  @Override
  public synchronized boolean isGone() {
    return phase == Phase.GONE || stream.isCancelled();
  }

  @Override
  public synchronized int room() {
    return capacity - images.size();
  }

  @Override
  public void progress(DrawProgress news) {
    give(() -> progress = Optional.of(DrawResponse.newBuilder().setProgress(news).build()));
  }

  @Override
  public void preview(DrawnPicture preview) {
    give(
        () ->
            previews.put(preview.getRow(), DrawResponse.newBuilder().setPreview(preview).build()));
  }

  @Override
  public void image(DrawnPicture image) {
    give(
        () -> {
          previews.remove(image.getRow());
          images.add(DrawResponse.newBuilder().setPicture(image).build());
        });
  }

  @Override
  public void complete() {
    give(() -> phase = Phase.COMPLETE);
  }

  @Override
  public void fail(ServiceException failure) {
    synchronized (this) {
      if (phase == Phase.GONE) {
        return;
      }
      phase = Phase.GONE;
      stream.onError(failure.toStatus());
    }
    leave();
  }

  @Override
  public void whenRoom(Runnable action) {
    roomActions.add(action);
  }

  @Override
  public void whenGone(Runnable action) {
    synchronized (this) {
      if (phase != Phase.GONE) {
        goneActions.add(action);
        return;
      }
    }
    action.run();
  }

  private void give(Runnable keep) {
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
      while (phase != Phase.GONE && stream.isReady() && sendOne()) {
        // until nothing is left or the stream is full
      }
      if (phase != Phase.COMPLETE || !isEmpty()) {
        return;
      }
      phase = Phase.GONE;
      stream.onCompleted();
    }
    leave();
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
  private void leave() {
    List<Runnable> actions;
    synchronized (this) {
      phase = Phase.GONE;
      images.clear();
      previews.clear();
      progress = Optional.empty();
      actions = List.copyOf(goneActions);
      goneActions.clear();
    }
    roomActions.clear();
    actions.forEach(Runnable::run);
  }
}
