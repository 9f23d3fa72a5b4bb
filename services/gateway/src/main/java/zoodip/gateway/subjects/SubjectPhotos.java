package zoodip.gateway.subjects;

import com.google.protobuf.util.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import zoodip.events.v1.SubjectManifest;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;
import zoodip.v1.ErrorReason;
import zoodip.v1.Subject;

/**
 * Adds photos to subjects: the photos' bytes first, the manifest that names them last, so they
 * appear together. Bytes that no manifest came to name are deleted again.
 */
@ApplicationScoped
public class SubjectPhotos {
  private static final Logger LOG = Logger.getLogger(SubjectPhotos.class);

  private final SubjectStore subjects;
  private final Storage storage;
  private final PhotoChecks checks;
  private final Clock clock = Clock.systemUTC();

  @Inject
  public SubjectPhotos(SubjectStore subjects, Storage storage, PhotoChecks checks) {
    this.subjects = subjects;
    this.storage = storage;
    this.checks = checks;
  }

  /**
   * The subject with the photos that it did not have yet.
   *
   * @throws ServiceException SUBJECT_NOT_FOUND, PHOTO_COUNT
   */
  Subject add(ResourceName subject, List<CheckedPhoto> photos) {
    SubjectManifest before = subjects.get(subject);
    List<CheckedPhoto> added = missing(subject, before, photos);
    checks.requireCount(before.getPhotoKeysCount() + added.size());
    if (added.isEmpty()) {
      return UploadedPhotos.shown(before);
    }
    try {
      added.forEach(photo -> put(subject, photo));
      var after = subjects.update(subject, manifest -> with(subject, manifest, photos, added));
      // another upload of the same photo may have failed and taken it away meanwhile
      added.forEach(photo -> put(subject, photo));
      return UploadedPhotos.shown(after);
    } catch (RuntimeException e) {
      removeUnnamed(subject, added);
      throw e;
    }
  }

  /** Those that the subject has neither as they came nor as they are stored, each once. */
  private static List<CheckedPhoto> missing(
      ResourceName subject, SubjectManifest manifest, List<CheckedPhoto> photos) {
    Set<String> uploaded = UploadedPhotos.digests(manifest);
    Set<String> stored = new HashSet<>(manifest.getPhotoKeysList());
    return photos.stream()
        .filter(
            photo -> uploaded.add(photo.uploaded().getSha256()) && stored.add(key(subject, photo)))
        .toList();
  }

  /**
   * Names the photos of an upload.
   *
   * @param stored those of them whose bytes are in the object store
   */
  private SubjectManifest with(
      ResourceName subject,
      SubjectManifest before,
      List<CheckedPhoto> photos,
      List<CheckedPhoto> stored) {
    List<CheckedPhoto> added = missing(subject, before, photos);
    if (!stored.containsAll(added)) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_SUBJECT_NOT_FOUND,
          subject
              + " was deleted during the upload, and another one made of its name; upload again");
    }
    SubjectManifest.Builder after = before.toBuilder();
    for (CheckedPhoto photo : added) {
      String key = key(subject, photo);
      after.addPhotoKeys(key).getSubjectBuilder().addPhotos(photo.photo());
      if (!photo.isAsUploaded()) {
        after.putUploaded(key, photo.uploaded());
      }
    }
    checks.requireCount(after.getPhotoKeysCount());
    if (!added.isEmpty()) {
      after.getSubjectBuilder().setUpdateTime(Timestamps.fromMillis(clock.millis()));
    }
    return after.build();
  }

  private void put(ResourceName subject, CheckedPhoto photo) {
    String key = key(subject, photo);
    if (!storage.exists(key)) {
      storage.putFile(key, photo.file(), photo.format().mediaType());
    }
  }

  /**
   * Deletes what the manifest does not name. An upload of the same photo at the same time may name
   * it between the look and the deletion: then either this sees that afterwards and puts it back,
   * or the other, which looks after it named it, does.
   */
  private void removeUnnamed(ResourceName subject, List<CheckedPhoto> photos) {
    try {
      Set<String> named = named(subject);
      List<CheckedPhoto> unnamed =
          photos.stream().filter(photo -> !named.contains(key(subject, photo))).toList();
      unnamed.forEach(photo -> storage.delete(key(subject, photo)));
      Set<String> namedNow = named(subject);
      unnamed.stream()
          .filter(photo -> namedNow.contains(key(subject, photo)))
          .forEach(photo -> put(subject, photo));
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s: photos of a failed upload may be left behind", subject);
    }
  }

  private Set<String> named(ResourceName subject) {
    return subjects
        .find(subject)
        .<Set<String>>map(manifest -> new HashSet<>(manifest.getPhotoKeysList()))
        .orElseGet(Set::of);
  }

  private static String key(ResourceName subject, CheckedPhoto photo) {
    return ObjectKeys.photo(subject, photo.photo().getSha256(), photo.format().extension());
  }
}
