package zoodip.gateway.subjects;

import com.google.protobuf.util.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import zoodip.events.v1.SubjectManifest;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;
import zoodip.v1.Photo;
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
   * @throws zoodip.platform.errors.ServiceException SUBJECT_NOT_FOUND, PHOTO_COUNT
   */
  Subject add(ResourceName subject, List<CheckedPhoto> photos) {
    SubjectManifest before = subjects.get(subject);
    SubjectManifest expected = with(subject, before, photos);
    if (expected.equals(before)) {
      return before.getSubject();
    }
    // a photo from before metadata was taken out stays where it is
    List<CheckedPhoto> named =
        photos.stream()
            .filter(photo -> expected.getPhotoKeysList().contains(key(subject, photo)))
            .toList();
    try {
      named.forEach(photo -> put(subject, photo));
      var after = subjects.update(subject, manifest -> with(subject, manifest, named));
      // another upload of the same photo may have failed and taken it away meanwhile
      named.forEach(photo -> put(subject, photo));
      return after.getSubject();
    } catch (RuntimeException e) {
      removeUnnamed(subject, named);
      throw e;
    }
  }

  private SubjectManifest with(
      ResourceName subject, SubjectManifest before, List<CheckedPhoto> photos) {
    Set<String> uploaded =
        before.getSubject().getPhotosList().stream()
            .map(Photo::getSha256)
            .collect(Collectors.toCollection(HashSet::new));
    SubjectManifest.Builder after = before.toBuilder();
    for (CheckedPhoto photo : photos) {
      if (uploaded.add(photo.photo().getSha256())) {
        after.addPhotoKeys(key(subject, photo)).getSubjectBuilder().addPhotos(photo.photo());
      }
    }
    checks.requireCount(after.getPhotoKeysCount());
    if (after.getPhotoKeysCount() > before.getPhotoKeysCount()) {
      after.getSubjectBuilder().setUpdateTime(Timestamps.fromMillis(clock.millis()));
    }
    return after.build();
  }

  private void put(ResourceName subject, CheckedPhoto photo) {
    String key = key(subject, photo);
    if (!storage.exists(key)) {
      storage.put(key, bytes(photo), photo.format().mediaType());
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
    return ObjectKeys.photo(subject, photo.sha256(), photo.format().extension());
  }

  private static byte[] bytes(CheckedPhoto photo) {
    try {
      return Files.readAllBytes(photo.file());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the arrived photo " + photo.file(), e);
    }
  }
}
