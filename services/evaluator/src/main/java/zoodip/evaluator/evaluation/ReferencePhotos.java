package zoodip.evaluator.evaluation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import zoodip.events.v1.PhotoReference;
import zoodip.images.RgbImage;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.images.resampling.Framing;
import zoodip.platform.digest.Sha256;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.storage.Storage;
import zoodip.v1.ErrorReason;

/** The subject's photos, as they were uploaded. */
@ApplicationScoped
public class ReferencePhotos {
  private final Storage storage;

  @Inject
  public ReferencePhotos(Storage storage) {
    this.storage = storage;
  }

  /** A photo that is fetched and decoded when it is asked for, and never in memory as a whole. */
  @FunctionalInterface
  public interface ReferencePhoto {
    /**
     * What is wanted of it, upright.
     *
     * @throws ServiceException DATA_LOSS if it is not what was uploaded
     */
    List<RgbImage> framed(List<Framing> framings);
  }

  /**
   * The photos.
   *
   * @throws ServiceException PHOTO_COUNT if there is none
   */
  public List<ReferencePhoto> load(List<PhotoReference> references) {
    if (references.isEmpty()) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_PHOTO_COUNT,
          "The subject has no photo to compare pictures with; upload at least one");
    }
    return references.stream()
        .<ReferencePhoto>map(reference -> framings -> framed(reference, framings))
        .toList();
  }

  private List<RgbImage> framed(PhotoReference reference, List<Framing> framings) {
    byte[] content = storage.get(reference.getKey());
    String sha256 = Sha256.of(content);
    if (!reference.getSha256().isEmpty() && !reference.getSha256().equals(sha256)) {
      throw lost(reference, "its SHA-256 is " + sha256 + ", not " + reference.getSha256(), null);
    }
    try {
      return Photos.decode(content, PhotoLimits.STORED, framings);
    } catch (BadPhotoException e) {
      throw lost(reference, e.getMessage(), e);
    }
  }

  private static ServiceException lost(
      PhotoReference reference, String problem, BadPhotoException cause) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_DATA_LOSS,
        "The photo %s is damaged: %s; upload it again".formatted(reference.getKey(), problem),
        cause);
  }
}
