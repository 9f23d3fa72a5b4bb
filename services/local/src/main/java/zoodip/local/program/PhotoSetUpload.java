package zoodip.local.program;

import zoodip.client.Client;
import zoodip.client.ClientSettings;
import zoodip.client.PhotoFile;
import zoodip.client.SubjectUpload;
import zoodip.toybox.PhotoSet;
import zoodip.v1.Subject;

/** What demo and benchmark do first: they connect to this process and upload photos. */
public final class PhotoSetUpload {
  private static final String TENANT = "demo";

  private PhotoSetUpload() {}

  /** A client of the gateway in this process. */
  public static Client connect(int port) {
    return Client.connect(ClientSettings.of("127.0.0.1:" + port, TENANT));
  }

  /**
   * Makes a subject of a photo set.
   *
   * @throws io.grpc.StatusRuntimeException if the server refuses the subject or a photo
   */
  public static Subject upload(Client client, PhotoSet photos) {
    return SubjectUpload.upload(
        client,
        SubjectUpload.id(photos.name()),
        Subject.newBuilder().setClassWord(photos.classWord()).setLiving(photos.living()).build(),
        photos.photos().stream()
            .map(photo -> new PhotoFile(photo.file(), photo.caption()))
            .toList());
  }
}
