package zoodip.local.client;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import zoodip.toybox.PhotoSet;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.PhotoHeader;
import zoodip.v1.Subject;
import zoodip.v1.UploadPhotosRequest;

/** Makes a subject of a photo set and uploads its photos with their captions. */
public final class SubjectUpload {
  private static final int CHUNK_BYTES = 256 * 1024;
  private static final int MAX_ID = 63;

  private SubjectUpload() {}

  /**
   * @throws io.grpc.StatusRuntimeException if the server refuses the subject or a photo
   */
  public static Subject upload(Client client, PhotoSet photos) {
    Subject subject =
        client
            .subjects()
            .createSubject(
                CreateSubjectRequest.newBuilder()
                    .setParent(Client.TENANT)
                    .setSubjectId(id(photos.name()))
                    .setSubject(
                        Subject.newBuilder()
                            .setClassWord(photos.classWord())
                            .setLiving(photos.living()))
                    .build());
    Answer answer = new Answer();
    StreamObserver<UploadPhotosRequest> parts = client.uploads().uploadPhotos(answer);
    parts.onNext(UploadPhotosRequest.newBuilder().setSubject(subject.getName()).build());
    photos.photos().forEach(photo -> send(photo, parts));
    parts.onCompleted();
    return answer.await();
  }

  /** The resource id nearest to a folder's name. */
  public static String id(String folder) {
    String id =
        folder.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return id.isEmpty() ? "subject" : id.substring(0, Math.min(MAX_ID, id.length()));
  }

  private static void send(PhotoSet.Photo photo, StreamObserver<UploadPhotosRequest> parts) {
    byte[] bytes = bytes(photo);
    parts.onNext(
        UploadPhotosRequest.newBuilder()
            .setPhoto(
                PhotoHeader.newBuilder()
                    .setFilename(String.valueOf(photo.file().getFileName()))
                    .setCaption(photo.caption()))
            .build());
    for (int at = 0; at < bytes.length; at += CHUNK_BYTES) {
      int size = Math.min(CHUNK_BYTES, bytes.length - at);
      parts.onNext(
          UploadPhotosRequest.newBuilder().setChunk(ByteString.copyFrom(bytes, at, size)).build());
    }
  }

  private static byte[] bytes(PhotoSet.Photo photo) {
    try {
      return Files.readAllBytes(photo.file());
    } catch (IOException e) {
      throw new RunFailedException("The photo " + photo.file() + " cannot be read: " + e, e);
    }
  }

  /** The server's one answer to the stream of parts. */
  private static final class Answer implements StreamObserver<Subject> {
    private final CompletableFuture<Subject> subject = new CompletableFuture<>();

    @Override
    public void onNext(Subject value) {
      subject.complete(value);
    }

    @Override
    public void onError(Throwable failure) {
      subject.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      subject.completeExceptionally(
          new RunFailedException("The upload ended without an answer from the server"));
    }

    Subject await() {
      try {
        return subject.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException refusal) {
          throw refusal;
        }
        throw e;
      }
    }
  }
}
