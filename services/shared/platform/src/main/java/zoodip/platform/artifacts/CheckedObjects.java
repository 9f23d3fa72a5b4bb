package zoodip.platform.artifacts;

import zoodip.platform.digest.Sha256;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.storage.ObjectMissingException;
import zoodip.platform.storage.ObjectTooLargeException;
import zoodip.platform.storage.Storage;
import zoodip.v1.ErrorReason;

/** Reads objects and believes nothing but their digests. */
public final class CheckedObjects {
  private final Storage storage;

  public CheckedObjects(Storage storage) {
    this.storage = storage;
  }

  /**
   * The object's bytes.
   *
   * @param what the object is, for messages: "photo"
   * @throws ServiceException DATA_LOSS if it is gone or its bytes are others
   */
  public byte[] get(String key, String sha256, String what) {
    return get(key, sha256, what, Integer.MAX_VALUE - 8);
  }

  /** Likewise, of an object that has so many bytes at most: no more are read of one that has. */
  public byte[] get(String key, String sha256, String what, int mostBytes) {
    byte[] bytes;
    try {
      bytes = storage.get(key, mostBytes);
    } catch (ObjectMissingException e) {
      throw loss("The %s %s is gone from the object store".formatted(what, key), e);
    } catch (ObjectTooLargeException e) {
      throw loss(
          "The %s %s is damaged: it has more than %,d bytes".formatted(what, key, mostBytes), e);
    }
    String found = Sha256.of(bytes);
    if (!found.equals(sha256)) {
      throw loss(
          "The %s %s is damaged: its SHA-256 is %s, not %s".formatted(what, key, found, sha256),
          null);
    }
    return bytes;
  }

  /** What is stored is not what was written. */
  public static ServiceException loss(String problem, Throwable cause) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_DATA_LOSS,
        problem + "; restore it or start over with a new job",
        cause);
  }
}
