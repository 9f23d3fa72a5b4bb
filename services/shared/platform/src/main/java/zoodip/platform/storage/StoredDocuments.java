package zoodip.platform.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import zoodip.platform.threads.DaemonThreads;

/**
 * Small documents in the object store that are listed often and change seldom. A listing tells the
 * version of each; only those that are new or have changed are read, several at a time.
 */
public final class StoredDocuments<T> {
  private static final int READERS = 8;
  private static final int MOST_KEPT = 10_000;

  private final Storage storage;
  private final BiFunction<String, byte[], T> parse;
  private final Cache<String, DocumentVersion<T>> known =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).build();
  private final ExecutorService readers =
      Executors.newFixedThreadPool(READERS, DaemonThreads.named("stored-documents"));

  /**
   * @param parse makes a document of an object's key and bytes
   */
  public StoredDocuments(Storage storage, BiFunction<String, byte[], T> parse) {
    this.storage = storage;
    this.parse = parse;
  }

  private record DocumentVersion<T>(String etag, T document) {}

  /** The documents below a prefix, in the order of their keys. */
  public List<T> list(String prefix, Predicate<String> isDocument) {
    List<CompletableFuture<Optional<T>>> documents =
        storage.listVersions(prefix).stream()
            .filter(object -> isDocument.test(object.key()))
            .map(this::document)
            .toList();
    try {
      return documents.stream().flatMap(document -> document.join().stream()).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  private CompletableFuture<Optional<T>> document(ListedObject object) {
    DocumentVersion<T> version = known.getIfPresent(object.key());
    return version != null && object.etag().filter(version.etag()::equals).isPresent()
        ? CompletableFuture.completedFuture(Optional.of(version.document()))
        : CompletableFuture.supplyAsync(() -> read(object), readers);
  }

  /** Empty if it has been deleted since. One that has changed since is read again next time. */
  private Optional<T> read(ListedObject object) {
    Optional<T> read =
        storage.find(object.key()).map(found -> parse.apply(object.key(), found.content()));
    read.ifPresent(
        document ->
            object
                .etag()
                .ifPresent(etag -> known.put(object.key(), new DocumentVersion<>(etag, document))));
    return read;
  }
}
