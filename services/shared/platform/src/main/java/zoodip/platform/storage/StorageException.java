package zoodip.platform.storage;

/** The object store could not do what was asked. */
public class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StorageException(String what, Throwable cause) {
    super("Object store: cannot " + what + ": " + cause.getMessage(), cause);
  }

  StorageException(String message) {
    super("Object store: " + message);
  }
}
