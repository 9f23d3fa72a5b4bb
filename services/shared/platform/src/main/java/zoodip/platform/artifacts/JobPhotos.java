package zoodip.platform.artifacts;

import java.util.List;
import zoodip.events.v1.PhotoReference;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/** The photos that a job was given. */
public final class JobPhotos {
  private final CheckedObjects objects;

  public JobPhotos(CheckedObjects objects) {
    this.objects = objects;
  }

  /** A photo that is fetched each time that it is asked for: many would not fit into memory. */
  public record StoredPhoto(PhotoReference reference, CheckedObjects objects) {
    /**
     * As it is stored: without metadata.
     *
     * @throws ServiceException DATA_LOSS if it is gone or its bytes are others
     */
    public byte[] fetch() {
      return objects.get(reference.getKey(), reference.getSha256(), "photo");
    }
  }

  /**
   * The photos in their order.
   *
   * @param ifNone what the job is told if it has none
   * @throws ServiceException PHOTO_COUNT
   */
  public List<StoredPhoto> of(List<PhotoReference> references, String ifNone) {
    if (references.isEmpty()) {
      throw new ServiceException(ErrorReason.ERROR_REASON_PHOTO_COUNT, ifNone);
    }
    return references.stream().map(reference -> new StoredPhoto(reference, objects)).toList();
  }
}
