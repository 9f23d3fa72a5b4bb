package zoodip.platform.models.cache;

import java.io.IOException;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** The files of a model on this machine; they stay until this is closed. */
public final class CachedModel implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(CachedModel.class);

  private final CacheEntryPaths cacheEntryPaths;
  private final LockFile.Hold hold;

  CachedModel(CacheEntryPaths cacheEntryPaths, LockFile.Hold hold) {
    this.cacheEntryPaths = cacheEntryPaths;
    this.hold = hold;
  }

  public Path folder() {
    return cacheEntryPaths.folder();
  }

  @Override
  public void close() {
    try {
      cacheEntryPaths.touch();
    } catch (IOException e) {
      LOG.debugf(e, "The time of its last use is not written for %s", cacheEntryPaths.folder());
    } finally {
      hold.close();
    }
  }
}
