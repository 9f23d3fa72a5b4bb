package zoodip.gateway.subjects;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
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
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.platform.digest.Sha256;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.Storage;
import zoodip.platform.storage.StorageConfig;
import zoodip.v1.ErrorReason;
import zoodip.v1.Photo;
import zoodip.v1.PhotoHeader;
import zoodip.v1.Subject;
import zoodip.v1.SubjectsGrpc;
import zoodip.v1.UploadPhotosRequest;

@Timeout(60)
class PhotoUploadTest {
  private static final String SUBJECT = "tenants/t/subjects/my-mug";
  private static final String SECRET = "at home, 52.5 N 13.4 E";

  @TempDir Path folder;
  private EmbeddedStorage store;
  private Storage storage;
  private SubjectStore subjects;
  private PhotoChecks checks;
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws IOException {
    store = EmbeddedStorage.start(folder.resolve("objects"));
    SmallRyeConfig config = config();
    storage = new Storage(config.getConfigMapping(StorageConfig.class));
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

  @Test
  void aPhotoIsKeptWithoutItsMetadata() throws IOException {
    subjects.create(named());
    byte[] photo = withMetadata();

    Subject uploaded = upload(photo);

    SubjectManifest manifest = subjects.get(ResourceName.parse(SUBJECT));
    byte[] stored = storage.get(manifest.getPhotoKeys(0));
    assertEquals(Sha256.of(photo), uploaded.getPhotos(0).getSha256());
    assertEquals(photo.length, uploaded.getPhotos(0).getSizeBytes());
    assertFalse(new String(stored, ISO_8859_1).contains(SECRET));
    assertEquals(
        Photos.decode(photo, PhotoLimits.DEFAULT).image(),
        Photos.decode(stored, PhotoLimits.DEFAULT).image());
    assertEquals(Sha256.of(stored), PhotoReferences.of(manifest).get(0).getSha256());
    // what a gateway that does not know of metadata takes for the digest of what is stored
    assertEquals(Sha256.of(stored), manifest.getSubject().getPhotos(0).getSha256());
    assertEquals(stored.length, manifest.getSubject().getPhotos(0).getSizeBytes());

    assertEquals(uploaded, upload(photo));
    assertEquals(uploaded, upload(stored));
    assertEquals(List.of(manifest.getPhotoKeys(0)), storage.list(SUBJECT + "/photos/"));
  }

  @Test
  void aPhotoFromBeforeMetadataWasTakenOutStaysAsItIs() throws IOException {
    byte[] photo = withMetadata();
    String key = SUBJECT + "/photos/" + Sha256.of(photo) + ".jpg";
    SubjectManifest.Builder before = named().toBuilder().addPhotoKeys(key);
    before.getSubjectBuilder().addPhotos(Photo.newBuilder().setSha256(Sha256.of(photo)));
    subjects.create(before.build());
    storage.put(key, photo, "image/jpeg");

    assertEquals(before.getSubject(), upload(photo));

    assertEquals(List.of(key), storage.list(SUBJECT + "/photos/"));
    assertEquals(Sha256.of(photo), PhotoReferences.of(before.build()).get(0).getSha256());
  }

  /** The photo is the same one still, and shown as it is stored. */
  @Test
  void anEarlierGatewayMayForgetHowAPhotoCame() throws IOException {
    subjects.create(named());
    upload(withMetadata());
    SubjectManifest after =
        subjects.update(
            ResourceName.parse(SUBJECT), manifest -> manifest.toBuilder().clearUploaded().build());

    assertEquals(after.getSubject(), upload(withMetadata()));

    byte[] stored = storage.get(after.getPhotoKeys(0));
    assertEquals(Sha256.of(stored), after.getSubject().getPhotos(0).getSha256());
    assertEquals(1, after.getPhotoKeysCount());
  }

  @Test
  void anUploadIntoASubjectThatWasMadeAnewMeanwhileIsRefused() throws IOException {
    subjects.create(named());
    byte[] photo = withMetadata();
    upload(photo);
    SubjectPhotos photos = new SubjectPhotos(madeAnewBeforeUpdates(), storage, checks);
    try (UploadStaging staging = checks.newStaging()) {
      List<CheckedPhoto> both =
          List.of(checked(staging, photo), checked(staging, GatewayTestBase.png(1)));

      var refused =
          assertThrows(ServiceException.class, () -> photos.add(ResourceName.parse(SUBJECT), both));

      assertEquals(ErrorReason.ERROR_REASON_SUBJECT_NOT_FOUND, refused.reason());
    }
    assertEquals(named(), subjects.get(ResourceName.parse(SUBJECT)));
    assertEquals(List.of(), storage.list(SUBJECT + "/photos/"));
  }

  /** Somebody deletes the subject and makes it again while photos are uploaded. */
  private SubjectStore madeAnewBeforeUpdates() {
    return new SubjectStore(storage) {
      @Override
      SubjectManifest update(ResourceName subject, UnaryOperator<SubjectManifest> change) {
        delete(subject);
        create(named());
        return super.update(subject, change);
      }
    };
  }

  private CheckedPhoto checked(UploadStaging staging, byte[] photo) {
    ArrivingPhoto arriving = staging.begin();
    arriving.append(ByteString.copyFrom(photo));
    return checks.check(PhotoHeader.getDefaultInstance(), arriving);
  }

  private static SubjectManifest named() {
    return SubjectManifest.newBuilder().setSubject(Subject.newBuilder().setName(SUBJECT)).build();
  }

  private Subject upload(byte[] photo) {
    CompletableFuture<Subject> answer = new CompletableFuture<>();
    var upload = SubjectsGrpc.newStub(channel).uploadPhotos(GatewayClient.completing(answer));
    upload.onNext(UploadPhotosRequest.newBuilder().setSubject(SUBJECT).build());
    upload.onNext(
        UploadPhotosRequest.newBuilder()
            .setPhoto(PhotoHeader.newBuilder().setFilename("photo.jpg"))
            .build());
    for (int half = 0; half < 2; half++) {
      byte[] chunk =
          Arrays.copyOfRange(photo, half * photo.length / 2, (half + 1) * photo.length / 2);
      upload.onNext(UploadPhotosRequest.newBuilder().setChunk(ByteString.copyFrom(chunk)).build());
    }
    upload.onCompleted();
    return GatewayClient.get(answer);
  }

  /** A JPEG file with a comment that tells too much. */
  private static byte[] withMetadata() throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(32, 24, BufferedImage.TYPE_INT_RGB), "jpeg", plain);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(plain.toByteArray(), 0, 2);
    file.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) (SECRET.length() + 2)});
    file.writeBytes(SECRET.getBytes(ISO_8859_1));
    file.write(plain.toByteArray(), 2, plain.size() - 2);
    return file.toByteArray();
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
