package zoodip.platform.storage;

import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/** An object has more bytes than anything of its kind. */
public final class ObjectTooLargeException extends StorageException {
  private static final long serialVersionUID = 1;

  ObjectTooLargeException(String key, int mostBytes) {
    super("%s has more than %,d bytes".formatted(key, mostBytes));
  }

  @Override
  public ServiceException forCaller() {
    return new ServiceException(ErrorReason.ERROR_REASON_DATA_LOSS, getMessage(), this);
  }
}
