package zoodip.platform.storage;

import zoodip.platform.errors.BackendException;

/** The object store could not do what was asked. */
public class StorageException extends BackendException {
  private static final String BACKEND = "The object store";
  private static final long serialVersionUID = 1;

  StorageException(String what, Throwable cause) {
    super(BACKEND, "Object store: cannot " + what + ": " + cause.getMessage(), cause);
  }

  StorageException(String message) {
    super(BACKEND, "Object store: " + message, null);
  }
}
