package zoodip.cli.hub;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/**
 * A body that is closed when nothing of it came for a while: its reader gets an error or an early
 * end then, where the JDK's client would wait for ever.
 */
final class IdleTimeoutInputStream extends FilterInputStream {
  private final Timer timer = new Timer("zoodip-hub", true);
  private volatile boolean moved;

  /**
   * @param idleTimeout how long nothing may come; up to twice as long in fact
   */
  IdleTimeoutInputStream(InputStream body, Duration idleTimeout) {
    super(body);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            closeIfIdle();
          }
        },
        idleTimeout.toMillis(),
        idleTimeout.toMillis());
  }

  private void closeIfIdle() {
    if (!moved) {
      try {
        close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    moved = false;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    moved = true;
    return read;
  }

  @Override
  public void close() throws IOException {
    timer.cancel();
    super.close();
  }
}
