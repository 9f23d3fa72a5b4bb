package zoodip.trainer.photos;

import java.util.List;
import zoodip.diffusion.TrainingPhoto;
import zoodip.events.v1.PhotoReference;
import zoodip.pictures.BadPhotoException;
import zoodip.pictures.PhotoLimits;
import zoodip.pictures.Photos;
import zoodip.pictures.Picture;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.storage.CheckedObjects;
import zoodip.v1.ErrorReason;

/** Fetches the photos of a training. */
public final class PhotoSource {
  // the gateway has refused what is too large; a limit here could only fail a job it accepted
  private static final PhotoLimits LIMITS = new PhotoLimits(Long.MAX_VALUE, Integer.MAX_VALUE, 1);

  private final CheckedObjects objects;

  public PhotoSource(CheckedObjects objects) {
    this.objects = objects;
  }

  /**
   * The photos in their order.
   *
   * @throws ServiceException DATA_LOSS if a photo is gone or not what was uploaded; BAD_PHOTO if it
   *     cannot be decoded; PHOTO_COUNT if there is none
   */
  public List<TrainingPhoto> fetch(List<PhotoReference> references) {
    if (references.isEmpty()) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_PHOTO_COUNT, "The job has no photo to learn from");
    }
    return references.stream().map(this::fetch).toList();
  }

  private TrainingPhoto fetch(PhotoReference reference) {
    byte[] bytes = objects.get(reference.getKey(), reference.getSha256(), "photo");
    return new TrainingPhoto(decode(reference.getKey(), bytes), reference.getCaptionsList());
  }

  private static Picture decode(String key, byte[] bytes) {
    try {
      return Photos.decode(bytes, LIMITS).picture();
    } catch (BadPhotoException e) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_BAD_PHOTO, "%s: %s".formatted(key, e.getMessage()), e);
    }
  }
}
