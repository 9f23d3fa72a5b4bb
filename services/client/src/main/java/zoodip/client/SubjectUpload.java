package zoodip.client;

import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Locale;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.DeleteSubjectRequest;
import zoodip.v1.Subject;

/** Makes a subject and uploads its photos with their captions. */
public final class SubjectUpload {
  private static final int MAX_ID = 63;

  private SubjectUpload() {}

  /**
   * Makes the subject with all its photos, or nothing.
   *
   * @param id of the subject; empty to have one made
   * @param description class word, property and whether it lives
   * @throws StatusRuntimeException if the server refuses the subject or a photo
   */
  public static Subject upload(
      Client client, String id, Subject description, List<PhotoFile> photos) {
    CreateSubjectRequest create =
        CreateSubjectRequest.newBuilder()
            .setParent(client.tenant())
            .setSubjectId(id)
            .setSubject(description)
            .setRequestId(Client.newRequestId())
            .build();
    Subject subject = client.call(() -> client.subjects().createSubject(create));
    try {
      // photos are addressed by content: a repeated upload adds none twice
      return client.call(() -> PhotoStream.send(client.uploads(), subject.getName(), photos));
    } catch (RuntimeException e) {
      deleteAfter(e, client, subject);
      throw e;
    }
  }

  /** The resource id nearest to a folder's name. */
  public static String id(String folder) {
    String id =
        folder.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return id.isEmpty() ? "subject" : id.substring(0, Math.min(MAX_ID, id.length()));
  }

  private static void deleteAfter(RuntimeException failure, Client client, Subject subject) {
    try {
      var unused =
          client.call(
              () ->
                  client
                      .subjects()
                      .deleteSubject(
                          DeleteSubjectRequest.newBuilder().setName(subject.getName()).build()));
    } catch (StatusRuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
