package zoodip.platform.models.cache;

import java.io.IOException;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** The files of a model on this machine; they stay until this is closed. */
public final class CachedModel implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(CachedModel.class);

  private final Place place;
  private final LockFile.Hold hold;

  CachedModel(Place place, LockFile.Hold hold) {
    this.place = place;
    this.hold = hold;
  }

  public Path folder() {
    return place.folder();
  }

  @Override
  public void close() {
    try {
      place.touch();
    } catch (IOException e) {
      LOG.debugf(e, "The time of its last use is not written for %s", place.folder());
    } finally {
      hold.close();
    }
  }
}
