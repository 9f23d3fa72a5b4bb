package zoodip.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.DeleteSubjectRequest;
import zoodip.v1.Subject;
import zoodip.v1.SubjectsGrpc;
import zoodip.v1.UploadPhotosRequest;

@Timeout(60)
class SubjectUploadTest {
  private static final int LARGE = 3_000_000;

  @TempDir Path folder;

  private final Deque<StatusRuntimeException> failures = new ArrayDeque<>();
  private final List<String> deleted = new ArrayList<>();
  private ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final ServerUnderTest server = ServerUnderTest.start(new Subjects());
  private final Client client = server.client();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void idsOfFoldersCanBeUsedAndDiffer() {
    List<String> folders =
        List.of(
            "собака",
            "кошка",
            "cafe",
            "café",
            "cafe\u0301s",
            "犬",
            "🐶",
            "!!!",
            "a".repeat(64),
            "a".repeat(65));
    List<String> ids = folders.stream().map(SubjectUpload::id).toList();
    assertEquals(folders.size(), Set.copyOf(ids).size(), ids::toString);
    ids.forEach(id -> assertTrue(id.matches("[a-z0-9][a-z0-9-]{0,62}"), id));
    assertEquals("my-dog-2", SubjectUpload.id("My dog (2)"));
    assertEquals("cafe", SubjectUpload.id("cafe"));
    assertTrue(SubjectUpload.id("café").startsWith("cafe-"), SubjectUpload.id("café"));
    assertEquals(SubjectUpload.id("café"), SubjectUpload.id("cafe\u0301"));
  }

  @Test
  void aLargePhotoArrivesWhole() throws IOException {
    byte[] content = photo();
    assertEquals("tenants/tests/subjects/mug", upload().getName());
    assertArrayEquals(content, received.toByteArray());
    assertEquals(List.of(), deleted);
  }

  @Test
  void anUploadThatIsCutOffBeginsAnew() throws IOException {
    byte[] content = photo();
    failures.add(ServerFailures.unavailable());
    upload();
    assertArrayEquals(content, received.toByteArray());
  }

  @Test
  void aRefusedPhotoLeavesNoSubject() throws IOException {
    photo();
    failures.add(Status.INVALID_ARGUMENT.withDescription("no picture").asRuntimeException());
    assertThrows(StatusRuntimeException.class, this::upload);
    assertEquals(List.of("tenants/tests/subjects/mug"), deleted);
  }

  @Test
  void aMissingFileIsNamed() {
    var failure = assertThrows(RunFailedException.class, this::upload);
    assertEquals(true, failure.getMessage().contains("00.jpg"), failure.getMessage());
    assertEquals(List.of("tenants/tests/subjects/mug"), deleted);
  }

  @Test
  void aFolderNameBecomesTheNearestResourceId() {
    assertEquals("mug-01", SubjectUpload.id("mug-01"));
    assertEquals("my-dog-2", SubjectUpload.id("My Dog_(2)"));
    assertEquals(63, SubjectUpload.id("x".repeat(80)).length());
  }

  private byte[] photo() throws IOException {
    byte[] content = new byte[LARGE];
    new Random(1).nextBytes(content);
    Files.write(folder.resolve("00.jpg"), content);
    return content;
  }

  private Subject upload() {
    return SubjectUpload.upload(
        client,
        "mug",
        Subject.newBuilder().setClassWord("mug").build(),
        List.of(new PhotoFile(folder.resolve("00.jpg"), "a photo of a {}")));
  }

  private final class Subjects extends SubjectsGrpc.SubjectsImplBase {
    @Override
    public void createSubject(CreateSubjectRequest request, StreamObserver<Subject> caller) {
      caller.onNext(
          Subject.newBuilder()
              .setName(request.getParent() + "/subjects/" + request.getSubjectId())
              .build());
      caller.onCompleted();
    }

    @Override
    public void deleteSubject(DeleteSubjectRequest request, StreamObserver<Empty> caller) {
      deleted.add(request.getName());
      caller.onNext(Empty.getDefaultInstance());
      caller.onCompleted();
    }

    @Override
    public StreamObserver<UploadPhotosRequest> uploadPhotos(StreamObserver<Subject> caller) {
      received = new ByteArrayOutputStream();
      return new StreamObserver<>() {
        private String subject = "";

        @Override
        public void onNext(UploadPhotosRequest part) {
          subject = part.hasSubject() ? part.getSubject() : subject;
          received.writeBytes(part.getChunk().toByteArray());
          if (part.hasChunk() && !failures.isEmpty()) {
            caller.onError(failures.remove());
          }
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {
          caller.onNext(Subject.newBuilder().setName(subject).build());
          caller.onCompleted();
        }
      };
    }
  }
}
