package zoodip.platform.storage;

import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/** There is no object of this key. */
public final class ObjectMissingException extends StorageException {
  private static final long serialVersionUID = 1;

  ObjectMissingException(String key) {
    super("there is no object " + key);
  }

  @Override
  public ServiceException forCaller() {
    return new ServiceException(ErrorReason.ERROR_REASON_DATA_LOSS, getMessage(), this);
  }
}
