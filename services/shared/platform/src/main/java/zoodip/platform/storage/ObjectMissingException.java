package zoodip.platform.storage;

/** There is no object of this key. */
public final class ObjectMissingException extends StorageException {
  private static final long serialVersionUID = 1;

  ObjectMissingException(String key) {
    super("there is no object " + key);
  }
}
