package zoodip.client;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import zoodip.v1.PhotoHeader;
import zoodip.v1.Subject;
import zoodip.v1.SubjectsGrpc;
import zoodip.v1.UploadPhotosRequest;

/** One upload: photos in chunks, no faster than the server takes them, and its one answer. */
final class PhotoStream implements ClientResponseObserver<UploadPhotosRequest, Subject> {
  private static final int CHUNK_BYTES = 256 * 1024;

  private final CompletableFuture<Subject> answer = new CompletableFuture<>();
  private ClientCallStreamObserver<UploadPhotosRequest> parts;

  private PhotoStream() {}

  /**
   * Uploads all photos to a subject.
   *
   * @throws StatusRuntimeException if the server refuses a photo
   * @throws RunFailedException if a file cannot be read
   */
  static Subject send(SubjectsGrpc.SubjectsStub stub, String subject, List<PhotoFile> photos) {
    PhotoStream stream = new PhotoStream();
    var unused = stub.uploadPhotos(stream);
    stream.send(UploadPhotosRequest.newBuilder().setSubject(subject));
    photos.forEach(stream::send);
    return stream.finish();
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<UploadPhotosRequest> requests) {
    parts = requests;
    requests.setOnReadyHandler(this::wake);
  }

  @Override
  public void onNext(Subject subject) {
    answer.complete(subject);
    wake();
  }

  @Override
  public void onError(Throwable failure) {
    answer.completeExceptionally(failure);
    wake();
  }

  @Override
  public void onCompleted() {
    answer.completeExceptionally(
        new RunFailedException("The upload ended without an answer from the server"));
    wake();
  }

  private synchronized void wake() {
    notifyAll();
  }

  private void send(PhotoFile photo) {
    try (InputStream content = Files.newInputStream(photo.file())) {
      send(
          UploadPhotosRequest.newBuilder()
              .setPhoto(
                  PhotoHeader.newBuilder().setFilename(photo.name()).setCaption(photo.caption())));
      byte[] chunk = content.readNBytes(CHUNK_BYTES);
      while (chunk.length > 0) {
        send(UploadPhotosRequest.newBuilder().setChunk(ByteString.copyFrom(chunk)));
        chunk = content.readNBytes(CHUNK_BYTES);
      }
    } catch (IOException e) {
      parts.cancel("a photo cannot be read", e);
      throw new RunFailedException("The photo " + photo.file() + " cannot be read: " + e, e);
    }
  }

  private void send(UploadPhotosRequest.Builder part) {
    awaitRoom();
    if (!answer.isDone()) {
      parts.onNext(part.build());
    }
  }

  /** Until the server has room for a part, or has answered before it got all. */
  private synchronized void awaitRoom() {
    try {
      while (!parts.isReady() && !answer.isDone()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      parts.cancel("interrupted", e);
      throw new RunFailedException("The upload was interrupted", e);
    }
  }

  private Subject finish() {
    if (!answer.isDone()) {
      parts.onCompleted();
    }
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw e;
    }
  }
}
