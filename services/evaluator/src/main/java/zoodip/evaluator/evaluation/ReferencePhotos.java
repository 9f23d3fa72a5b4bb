package zoodip.evaluator.evaluation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import zoodip.events.v1.PhotoReference;
import zoodip.images.RgbImage;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.images.resampling.ResizeCrop;
import zoodip.platform.artifacts.CheckedObjects;
import zoodip.platform.artifacts.JobPhotos;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.storage.Storage;

/** The subject's photos, as they are stored. */
@ApplicationScoped
public class ReferencePhotos {
  private final JobPhotos photos;

  @Inject
  public ReferencePhotos(Storage storage) {
    photos = new JobPhotos(new CheckedObjects(storage));
  }

  /** A photo that is fetched and decoded when it is asked for, and never in memory as a whole. */
  @FunctionalInterface
  public interface ReferencePhoto {
    /**
     * What is wanted of it, upright.
     *
     * @throws ServiceException DATA_LOSS if it is not what was stored
     */
    List<RgbImage> cropped(List<ResizeCrop> resizeCrops);
  }

  /**
   * The photos.
   *
   * @throws ServiceException PHOTO_COUNT if there is none
   */
  public List<ReferencePhoto> load(List<PhotoReference> references) {
    return photos
        .of(references, "The subject has no photo to compare pictures with; upload at least one")
        .stream()
        .<ReferencePhoto>map(photo -> resizeCrops -> decode(photo, resizeCrops))
        .toList();
  }

  private static List<RgbImage> decode(JobPhotos.StoredPhoto photo, List<ResizeCrop> resizeCrops) {
    try {
      return Photos.decode(photo.fetch(), PhotoLimits.STORED, resizeCrops);
    } catch (BadPhotoException e) {
      throw CheckedObjects.loss(
          "The photo %s is damaged: %s".formatted(photo.reference().getKey(), e.getMessage()), e);
    }
  }
}
