package zoodip.platform.storage;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.RemoveObjectsArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.DeleteError;
import io.minio.messages.DeleteObject;
import io.minio.messages.Item;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The object store: one bucket of immutable artifacts and a few documents that are replaced under a
 * condition. A call that fails for a passing reason is tried again; then, or at once for a lasting
 * reason, it throws {@link StorageException}. An object is visible whole or not at all.
 */
@ApplicationScoped
public class Storage {
  private final MinioClient client;
  private final String bucket;
  private final int attempts;
  private final StorageCalls calls;

  /** A store that tells about itself in Micrometer's global registry. */
  public Storage(StorageConfig config) {
    this(config, Metrics.globalRegistry);
  }

  @Inject
  public Storage(StorageConfig config, MeterRegistry registry) {
    bucket = config.bucket();
    attempts = config.attempts();
    calls = new StorageCalls(attempts, new StorageMetrics(registry));
    client =
        MinioClient.builder()
            .endpoint(config.endpoint())
            .credentials(config.accessKey(), config.secretKey())
            .region(config.region())
            .build();
    long timeout = config.timeout().toMillis();
    client.setTimeout(timeout, timeout, timeout);
  }

  /** Makes the bucket unless it is there; services that start together may all call it. */
  public void ensureBucket() {
    calls.run(
        StorageOperation.BUCKET,
        "make bucket " + bucket,
        () -> {
          if (!bucketExists()) {
            makeBucket();
          }
          return bucket;
        });
  }

  private boolean bucketExists() throws MinioException, IOException, GeneralSecurityException {
    return client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build());
  }

  private void makeBucket() throws MinioException, IOException, GeneralSecurityException {
    try {
      client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
    } catch (ErrorResponseException e) {
      // another service was faster
      if (!bucketExists()) {
        throw e;
      }
    }
  }

  /**
   * Writes an object unless there is one.
   *
   * @return whether it was written; false also if an earlier try of this very call wrote it and its
   *     answer was lost, so a caller to whom that matters compares the contents
   */
  public boolean putIfAbsent(String key, byte[] content, String contentType) {
    return putUnder(Map.of("If-None-Match", "*"), key, content, contentType);
  }

  /**
   * Replaces an object if it is still the one that had {@code etag}.
   *
   * @return whether it was
   */
  public boolean replace(String key, byte[] content, String contentType, String etag) {
    return putUnder(Map.of("If-Match", etag), key, content, contentType);
  }

  /** Writes an object, over whatever is there. */
  public void put(String key, byte[] content, String contentType) {
    putUnder(Map.of(), key, content, contentType);
  }

  /** Writes a file of any size, in parts if it is large; what it is its name tells. */
  public void putFile(String key, Path file) {
    putFile(UploadObjectArgs.builder(), key, file);
  }

  /** Likewise, a file whose name does not tell what it is. */
  public void putFile(String key, Path file, String contentType) {
    putFile(UploadObjectArgs.builder().contentType(contentType), key, file);
  }

  private void putFile(UploadObjectArgs.Builder object, String key, Path file) {
    calls.run(
        StorageOperation.PUT,
        "write " + key,
        () ->
            client.uploadObject(
                object.bucket(bucket).object(key).filename(file.toString()).build()));
  }

  /**
   * The object's bytes.
   *
   * @throws ObjectMissingException if there is none
   */
  public byte[] get(String key) {
    return find(key).orElseThrow(() -> new ObjectMissingException(key)).content();
  }

  /**
   * The object's bytes, of which no more are read than there may be.
   *
   * @param mostBytes that an object of its kind has, fewer than 2^31 - 1
   * @throws ObjectMissingException if there is none
   * @throws ObjectTooLargeException if it has more
   */
  public byte[] get(String key, int mostBytes) {
    byte[] bytes =
        calls
            .find(StorageOperation.GET, "read " + key, () -> beginning(key, mostBytes + 1))
            .orElseThrow(() -> new ObjectMissingException(key));
    if (bytes.length > mostBytes) {
      throw new ObjectTooLargeException(key, mostBytes);
    }
    return bytes;
  }

  private byte[] beginning(String key, int length)
      throws MinioException, IOException, GeneralSecurityException {
    try (GetObjectResponse content =
        client.getObject(GetObjectArgs.builder().bucket(bucket).object(key).build())) {
      return content.readNBytes(length);
    }
  }

  /** The object's bytes and version, if there is one. */
  public Optional<StoredObject> find(String key) {
    return calls.find(
        StorageOperation.GET,
        "read " + key,
        () -> {
          try (GetObjectResponse content =
              client.getObject(GetObjectArgs.builder().bucket(bucket).object(key).build())) {
            return new StoredObject(content.readAllBytes(), content.headers().get("ETag"));
          }
        });
  }

  /**
   * A stream of the object's bytes, to be closed by the caller; it fails in the middle if the store
   * does.
   *
   * @throws ObjectMissingException if there is none
   */
  public InputStream open(String key) {
    return open(key, 0);
  }

  /** Likewise, of the bytes behind the first {@code offset}. */
  InputStream open(String key, long offset) {
    var wanted = GetObjectArgs.builder().bucket(bucket).object(key);
    if (offset > 0) {
      wanted.offset(offset);
    }
    return calls
        .<InputStream>find(
            StorageOperation.GET, "read " + key, () -> client.getObject(wanted.build()))
        .orElseThrow(() -> new ObjectMissingException(key));
  }

  /**
   * Writes an object into a file that may have its beginning already. A stream that breaks off is
   * gone on with where it ended, as often as each time brings something; what has come stays in the
   * file for another call.
   *
   * @param size bytes that the object is said to have; the file gets fewer if the object has
   * @throws ObjectMissingException if there is none
   * @throws StorageException if the store breaks off for good
   * @throws IOException if the file cannot be written
   */
  public void fetch(String key, Path file, long size) throws IOException {
    new ObjectDownload(this, attempts, key, size).into(file);
  }

  public boolean exists(String key) {
    return size(key).isPresent();
  }

  /** How many bytes the object has, if there is one. */
  public OptionalLong size(String key) {
    return calls
        .find(
            StorageOperation.STAT,
            "look at " + key,
            () -> client.statObject(StatObjectArgs.builder().bucket(bucket).object(key).build()))
        .map(object -> OptionalLong.of(object.size()))
        .orElse(OptionalLong.empty());
  }

  /** The keys that begin with {@code prefix}, in order. */
  public List<String> list(String prefix) {
    return listVersions(prefix).stream().map(ListedObject::key).toList();
  }

  /** Likewise, with the version that each object has now: one request for a thousand objects. */
  public List<ListedObject> listVersions(String prefix) {
    return calls.run(
        StorageOperation.LIST,
        "list " + prefix,
        () -> {
          List<ListedObject> objects = new ArrayList<>();
          for (Result<Item> found :
              client.listObjects(
                  ListObjectsArgs.builder()
                      .bucket(bucket)
                      .prefix(prefix)
                      .recursive(true)
                      .build())) {
            Item item = found.get();
            objects.add(new ListedObject(item.objectName(), Optional.ofNullable(item.etag())));
          }
          return objects;
        });
  }

  /** The prefixes right below {@code prefix} that objects have, each with its slash at the end. */
  public List<String> folders(String prefix) {
    return calls.run(
        StorageOperation.LIST,
        "list " + prefix,
        () -> {
          List<String> folders = new ArrayList<>();
          for (Result<Item> found :
              client.listObjects(ListObjectsArgs.builder().bucket(bucket).prefix(prefix).build())) {
            Item item = found.get();
            if (item.isDir()) {
              folders.add(item.objectName());
            }
          }
          return folders;
        });
  }

  /** Deletes an object; one that is not there is no error. */
  public void delete(String key) {
    calls.run(
        StorageOperation.DELETE,
        "delete " + key,
        () -> {
          client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(key).build());
          return key;
        });
  }

  /** Deletes all objects whose keys begin with {@code prefix}. */
  public void deleteAll(String prefix) {
    deleteAll(prefix, Set.of());
  }

  /** Likewise, but for those of some keys. */
  public void deleteAll(String prefix, Set<String> kept) {
    deleteAll(list(prefix).stream().filter(key -> !kept.contains(key)).toList());
  }

  /** Deletes objects, a thousand with each request; those that are not there are no error. */
  public void deleteAll(List<String> keys) {
    if (keys.isEmpty()) {
      return;
    }
    calls.run(
        StorageOperation.DELETE,
        "delete %d objects, %s first".formatted(keys.size(), keys.get(0)),
        () -> {
          var objects = keys.stream().map(DeleteObject::new).toList();
          for (Result<DeleteError> failure :
              client.removeObjects(
                  RemoveObjectsArgs.builder().bucket(bucket).objects(objects).build())) {
            throw new IOException(failure.get().objectName() + ": " + failure.get().message());
          }
          return keys;
        });
  }

  private boolean putUnder(
      Map<String, String> condition, String key, byte[] content, String contentType) {
    return calls.unlessConditionFails(
        StorageOperation.PUT,
        "write " + key,
        () ->
            client.putObject(
                PutObjectArgs.builder().bucket(bucket).object(key).stream(
                        new ByteArrayInputStream(content), content.length, -1)
                    .contentType(contentType)
                    .headers(condition)
                    .build()));
  }
}
