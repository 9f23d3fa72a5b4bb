package zoodip.gateway.subjects;

import java.util.List;
import java.util.stream.IntStream;
import zoodip.events.v1.PhotoReference;
import zoodip.events.v1.SubjectManifest;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.Photo;
import zoodip.v1.Subject;

/** A subject's photos as jobs refer to them: those of now, whatever is uploaded later. */
public final class PhotoReferences {
  private PhotoReferences() {}

  /**
   * At least one photo, each with at least one caption.
   *
   * @throws ServiceException PHOTO_COUNT
   */
  public static List<PhotoReference> of(SubjectManifest manifest) {
    Subject subject = manifest.getSubject();
    if (manifest.getPhotoKeysCount() == 0) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_PHOTO_COUNT,
          subject.getName() + " has no photo yet; Subjects.UploadPhotos adds some");
    }
    return IntStream.range(0, manifest.getPhotoKeysCount())
        .mapToObj(i -> reference(manifest.getPhotoKeys(i), subject.getPhotos(i), subject))
        .toList();
  }

  /**
   * The photos for the training of a concept.
   *
   * @param placeholder of the concept, the only one that their captions may name
   * @param field that tells the subject in the request
   * @throws ServiceException PHOTO_COUNT, UNKNOWN_CONCEPT
   */
  public static List<PhotoReference> of(
      SubjectManifest manifest, String placeholder, String field) {
    List<PhotoReference> photos = of(manifest);
    NeutralCaptions.requireOnly(placeholder, field, photos);
    return photos;
  }

  private static PhotoReference reference(String key, Photo photo, Subject subject) {
    return PhotoReference.newBuilder()
        .setKey(key)
        .setSha256(photo.getSha256())
        .addAllCaptions(
            photo.getCaption().isEmpty()
                ? NeutralCaptions.neutral(subject.getLearnableProperty())
                : List.of(photo.getCaption()))
        .build();
  }
}
