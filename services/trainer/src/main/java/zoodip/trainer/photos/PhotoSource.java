package zoodip.trainer.photos;

import java.util.List;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.events.v1.PhotoReference;
import zoodip.images.RgbImage;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.images.resampling.ResizeCrop;
import zoodip.platform.artifacts.CheckedObjects;
import zoodip.platform.artifacts.JobPhotos;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/** The photos of a training, decoded. */
public final class PhotoSource {
  // the gateway has refused what is too large; a limit here could only fail a job it accepted
  private static final PhotoLimits LIMITS = new PhotoLimits(Long.MAX_VALUE, Integer.MAX_VALUE, 1);

  private final JobPhotos photos;

  public PhotoSource(CheckedObjects objects) {
    photos = new JobPhotos(objects);
  }

  /**
   * The photos in their order, each fetched and decoded when it is asked for. Asking for one throws
   * DATA_LOSS if it is gone or not what was stored, BAD_PHOTO if it cannot be decoded.
   *
   * @throws ServiceException PHOTO_COUNT if there is none
   */
  public List<TrainingPhoto> of(List<PhotoReference> references) {
    return photos.of(references, "The job has no photo to learn from").stream()
        .map(
            photo ->
                new TrainingPhoto(
                    options -> decode(photo, options.resizeCrop()),
                    photo.reference().getCaptionsList()))
        .toList();
  }

  private static RgbImage decode(JobPhotos.StoredPhoto photo, ResizeCrop resizeCrop) {
    try {
      return Photos.decode(photo.fetch(), LIMITS, resizeCrop).image();
    } catch (BadPhotoException e) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_BAD_PHOTO,
          "%s: %s".formatted(photo.reference().getKey(), e.getMessage()),
          e);
    }
  }
}
