package zoodip.cli.experiment;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import zoodip.cli.errors.UsageException;
import zoodip.client.Client;
import zoodip.client.PhotoFile;
import zoodip.client.SubjectUpload;
import zoodip.platform.digest.Sha256;
import zoodip.platform.names.ResourceName;
import zoodip.toybox.PhotoSet;
import zoodip.v1.GetSubjectRequest;
import zoodip.v1.Photo;
import zoodip.v1.Subject;

/**
 * A subject of a plan on a server. Its id follows from its photos and what is said of them, so that
 * plans with the same photos share it, and other photos never take its place.
 *
 * @param id on the server
 */
record ExperimentSubject(PhotoSet photos, String id) {
  private static final int DIGITS = 12;
  private static final int LONGEST = ResourceName.LONGEST_ID - DIGITS - 1;

  static ExperimentSubject of(PhotoSet photos) {
    Sha256 digest = new Sha256().add(photos.classWord() + "\n" + photos.living());
    for (PhotoSet.CaptionedPhoto photo : photos.photos()) {
      digest.add("\n" + Sha256.of(photo.file()) + " " + photo.caption());
    }
    String name = SubjectUpload.id(photos.name());
    String stem = name.substring(0, Math.min(LONGEST, name.length()));
    return new ExperimentSubject(photos, stem + "-" + digest.hex().substring(0, DIGITS));
  }

  /** What the plan calls it. */
  String name() {
    return photos.name();
  }

  String resource(String tenant) {
    return ResourceName.subject(tenant, id).toString();
  }

  /**
   * Uploads it unless it is there.
   *
   * @return whether anything was uploaded
   * @throws UsageException if a subject of this id has other photos
   */
  boolean upload(Client client) {
    Set<String> there = uploaded(client);
    Set<String> own =
        photos.photos().stream().map(photo -> Sha256.of(photo.file())).collect(Collectors.toSet());
    if (there.equals(own)) {
      return false;
    }
    if (!there.isEmpty()) {
      throw new UsageException(
          "the subject %s has other photos than %s: delete it, or rename the plan's"
              .formatted(id, photos.name()));
    }
    Subject description =
        Subject.newBuilder().setClassWord(photos.classWord()).setLiving(photos.living()).build();
    SubjectUpload.upload(client, id, description, files());
    return true;
  }

  private List<PhotoFile> files() {
    return photos.photos().stream()
        .map(photo -> new PhotoFile(photo.file(), photo.caption()))
        .toList();
  }

  /** Digests of the photos that the server has; none if it has no such subject. */
  private Set<String> uploaded(Client client) {
    GetSubjectRequest get =
        GetSubjectRequest.newBuilder().setName(resource(client.tenant())).build();
    try {
      return client.call(() -> client.subjects().getSubject(get)).getPhotosList().stream()
          .map(Photo::getSha256)
          .collect(Collectors.toSet());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Set.of();
      }
      throw e;
    }
  }
}
