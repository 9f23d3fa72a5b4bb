package zoodip.gateway.subjects;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import zoodip.events.v1.SubjectManifest;
import zoodip.events.v1.UploadedFile;
import zoodip.v1.Photo;
import zoodip.v1.Subject;

/**
 * Subjects as they are told to those who uploaded their photos: a manifest's photos are those that
 * are stored, without metadata, and were other files when they came.
 */
final class UploadedPhotos {
  private UploadedPhotos() {}

  /** The subject with digests and sizes of the photos as they were uploaded. */
  static Subject shown(SubjectManifest manifest) {
    Subject.Builder subject = manifest.getSubject().toBuilder();
    for (int i = 0; i < manifest.getPhotoKeysCount(); i++) {
      UploadedFile uploaded = manifest.getUploadedMap().get(manifest.getPhotoKeys(i));
      if (uploaded != null) {
        subject
            .getPhotosBuilder(i)
            .setSha256(uploaded.getSha256())
            .setSizeBytes(uploaded.getSizeBytes());
      }
    }
    return subject.build();
  }

  /** The digests of the photos as they were uploaded. */
  static Set<String> digests(SubjectManifest manifest) {
    return shown(manifest).getPhotosList().stream()
        .map(Photo::getSha256)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
