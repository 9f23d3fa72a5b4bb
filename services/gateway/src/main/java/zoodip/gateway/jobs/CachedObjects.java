package zoodip.gateway.jobs;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.MessageLite;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import zoodip.events.v1.ObjectReference;
import zoodip.platform.threads.DaemonThreads;

/**
 * What stands in objects that never change: those that were asked for last are kept, others are
 * read by a few threads.
 */
public final class CachedObjects<V extends MessageLite> implements AutoCloseable {
  private static final long KEPT_BYTES = 16 << 20;
  private static final int READERS = 4;

  private final ExecutorService readers;
  private final AsyncLoadingCache<ObjectReference, V> values;

  /**
   * @param name of the threads
   * @param read reads an object; what it throws, who asked for the object gets
   */
  public CachedObjects(String name, Function<ObjectReference, V> read) {
    readers = Executors.newFixedThreadPool(READERS, DaemonThreads.named(name));
    values =
        Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES)
            .weigher((ObjectReference key, V value) -> value.getSerializedSize())
            .executor(readers)
            .buildAsync(read::apply);
  }

  public CompletableFuture<V> get(ObjectReference object) {
    return values.get(object);
  }

  @Override
  public void close() {
    readers.shutdownNow();
  }
}
