package zoodip.trainer.spot;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import zoodip.platform.threads.DaemonThreads;

/** Watches, on a thread of its own, for the notice that this machine will be taken away. */
public final class SpotWatch implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(SpotWatch.class);

  private final NoticeSource source;
  private final Duration interval;
  private final Consumer<String> onNotice;
  private final Thread thread = DaemonThreads.of("spot-notice", this::run);
  private boolean failed;

  private SpotWatch(NoticeSource source, Duration interval, Consumer<String> onNotice) {
    this.source = source;
    this.interval = interval;
    this.onNotice = onNotice;
    thread.start();
  }

  /**
   * Begins to watch.
   *
   * @param notices whose; of nobody's nothing is watched
   * @param metadata where the machine's metadata are
   * @param interval between two looks
   * @param onNotice runs once, with what the notice says
   */
  public static Optional<SpotWatch> start(
      SpotNotice notices, URI metadata, Duration interval, Consumer<String> onNotice) {
    return notices.source(metadata).map(source -> new SpotWatch(source, interval, onNotice));
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      Optional<String> notice = look();
      while (notice.isEmpty()) {
        Thread.sleep(interval.toMillis());
        notice = look();
      }
      onNotice.accept(notice.get());
    } catch (InterruptedException e) {
      LOG.debug("No notice is watched for any more", e);
    }
  }

  /** A server that does not answer is told of once, and asked again. */
  private Optional<String> look() throws InterruptedException {
    try {
      Optional<String> notice = source.look();
      failed = false;
      return notice;
    } catch (IOException e) {
      LOG.log(
          failed ? Logger.Level.DEBUG : Logger.Level.WARN,
          "The machine's metadata do not tell whether it will be taken away, they are asked again: "
              + e);
      failed = true;
      return Optional.empty();
    }
  }
}
