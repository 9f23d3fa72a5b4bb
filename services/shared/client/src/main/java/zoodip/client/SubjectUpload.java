package zoodip.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.grpc.StatusRuntimeException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.DeleteSubjectRequest;
import zoodip.v1.Subject;

/** Makes a subject and uploads its photos with their captions. */
public final class SubjectUpload {
  private static final int MAX_ID = 63;

  /** Of a digest: four bytes are plenty for one tenant's folders. */
  private static final int DIGITS = 8;

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

  /**
   * The resource id nearest to a folder's name. Names that ids cannot tell apart, because they have
   * other letters or are too long, get different ids: the beginning of their SHA-256 at the end.
   */
  public static String id(String folder) {
    String name = Normalizer.normalize(folder, Normalizer.Form.NFC);
    String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
    String id = trimmed(plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
    boolean whole = name.chars().allMatch(letter -> letter < 128);
    if (whole && !id.isEmpty() && id.length() <= MAX_ID) {
      return id;
    }
    String stem = id.isEmpty() ? "subject" : id;
    String end = "-" + Hashing.sha256().hashString(name, UTF_8).toString().substring(0, DIGITS);
    return trimmed(stem.substring(0, Math.min(MAX_ID - end.length(), stem.length()))) + end;
  }

  private static String trimmed(String id) {
    return id.replaceAll("^-+|-+$", "");
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
