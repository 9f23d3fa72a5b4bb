package zoodip.trainer.photos;

import java.util.List;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.events.v1.PhotoReference;
import zoodip.images.RgbImage;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.images.resampling.Framing;
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
   * The photos in their order, each fetched and decoded when it is asked for, and not kept: many
   * large ones would not fit into memory. Asking for one throws DATA_LOSS if it is gone or not what
   * was uploaded, BAD_PHOTO if it cannot be decoded.
   *
   * @throws ServiceException PHOTO_COUNT if there is none
   */
  public List<TrainingPhoto> of(List<PhotoReference> references) {
    if (references.isEmpty()) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_PHOTO_COUNT, "The job has no photo to learn from");
    }
    return references.stream()
        .map(
            photo ->
                new TrainingPhoto(
                    options -> fetch(photo, options.framing()), photo.getCaptionsList()))
        .toList();
  }

  private RgbImage fetch(PhotoReference reference, Framing framing) {
    byte[] bytes = objects.get(reference.getKey(), reference.getSha256(), "photo");
    return decode(reference.getKey(), bytes, framing);
  }

  private static RgbImage decode(String key, byte[] bytes, Framing framing) {
    try {
      return Photos.decode(bytes, LIMITS, framing).image();
    } catch (BadPhotoException e) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_BAD_PHOTO, "%s: %s".formatted(key, e.getMessage()), e);
    }
  }
}
