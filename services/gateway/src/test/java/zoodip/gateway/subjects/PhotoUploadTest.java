package zoodip.gateway.subjects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.EmbeddedStorage;
import zoodip.events.v1.SubjectManifest;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.GatewayTestBase;
import zoodip.gateway.calls.IdleStreams;
import zoodip.platform.storage.Storage;
import zoodip.platform.storage.StorageConfig;
import zoodip.v1.PhotoHeader;
import zoodip.v1.Subject;
import zoodip.v1.SubjectsGrpc;
import zoodip.v1.UploadPhotosRequest;

@Timeout(60)
class PhotoUploadTest {
  private static final String SUBJECT = "tenants/t/subjects/my-mug";

  @TempDir Path folder;
  private EmbeddedStorage store;
  private SubjectStore subjects;
  private PhotoChecks checks;
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws IOException {
    store = EmbeddedStorage.start(folder.resolve("objects"));
    SmallRyeConfig config = config();
    Storage storage = new Storage(config.getConfigMapping(StorageConfig.class));
    storage.ensureBucket();
    subjects = new SubjectStore(storage);
    checks = new PhotoChecks(config.getConfigMapping(GatewayConfig.class));
    SubjectPhotos photos = new SubjectPhotos(subjects, storage, checks);
    IdleStreams idleStreams = new IdleStreams(Duration.ofMillis(500));
    server =
        ServerBuilder.forPort(0)
            .addService(
                new SubjectsGrpc.SubjectsImplBase() {
                  @Override
                  public StreamObserver<UploadPhotosRequest> uploadPhotos(
                      StreamObserver<Subject> caller) {
                    return new PhotoUpload(subjects, photos, checks, idleStreams, caller);
                  }
                })
            .build()
            .start();
    channel =
        ManagedChannelBuilder.forAddress("localhost", server.getPort()).usePlaintext().build();
  }

  @AfterEach
  void stop() throws InterruptedException {
    channel.shutdownNow();
    server.shutdownNow().awaitTermination();
    checks.close();
    store.close();
  }

  @Test
  void anUploadThatDoesNotGoOnEndsByNameAndLeavesNothing() throws IOException {
    subjects.create(
        SubjectManifest.newBuilder().setSubject(Subject.newBuilder().setName(SUBJECT)).build());
    CompletableFuture<Subject> answer = new CompletableFuture<>();
    var upload = SubjectsGrpc.newStub(channel).uploadPhotos(GatewayClient.completing(answer));
    upload.onNext(UploadPhotosRequest.newBuilder().setSubject(SUBJECT).build());
    for (int shade = 1; shade <= 2; shade++) {
      upload.onNext(
          UploadPhotosRequest.newBuilder()
              .setPhoto(PhotoHeader.newBuilder().setFilename(shade + ".png"))
              .build());
      upload.onNext(
          UploadPhotosRequest.newBuilder()
              .setChunk(ByteString.copyFrom(GatewayTestBase.png(shade)))
              .build());
    }

    var stalled = assertThrows(StatusRuntimeException.class, () -> GatewayClient.get(answer));

    assertEquals(Status.Code.ABORTED, stalled.getStatus().getCode());
    assertEquals("STREAM_STALLED", GatewayClient.reason(stalled));
    try (Stream<Path> files = Files.walk(folder.resolve("arrivals"))) {
      assertEquals(
          List.of(),
          files.filter(file -> file.getFileName().toString().startsWith("photo-")).toList());
    }
  }

  private SmallRyeConfig config() {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addSystemSources()
        .withMapping(GatewayConfig.class)
        .withMapping(StorageConfig.class)
        .withDefaultValue("gateway.photos.arrivals-folder", folder.resolve("arrivals").toString())
        .withDefaultValue("storage.endpoint", store.endpoint().toString())
        .withDefaultValue("storage.access-key", store.accessKey())
        .withDefaultValue("storage.secret-key", store.secretKey())
        .build();
  }
}
