package zoodip.gateway.subjects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayClient.Upload;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.GatewayTestBase;
import zoodip.platform.digest.Sha256;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.DeleteSubjectRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.GetSubjectRequest;
import zoodip.v1.LearnableProperty;
import zoodip.v1.ListSubjectsRequest;
import zoodip.v1.ListSubjectsResponse;
import zoodip.v1.Photo;
import zoodip.v1.PhotoHeader;
import zoodip.v1.Subject;
import zoodip.v1.SubjectsGrpc;
import zoodip.v1.UploadPhotosRequest;

@QuarkusTest
class SubjectsTest extends GatewayTestBase {
  @Inject GatewayConfig config;

  @Test
  void aCreatedSubjectIsThere() {
    Subject created = createSubject("my-mug");

    assertEquals(tenant + "/subjects/my-mug", created.getName());
    assertEquals(LearnableProperty.LEARNABLE_PROPERTY_OBJECT, created.getLearnableProperty());
    assertEquals(created, get(created.getName()));
  }

  @Test
  void aRetriedCreateReturnsTheFirst() {
    CreateSubjectRequest request = request("mug").setRequestId("r1").build();

    Subject first = client.subjects().createSubject(request);

    assertEquals(first, client.subjects().createSubject(request));
  }

  @Test
  void fiftyCreatesWithOneRequestIdMakeOneSubject() {
    CreateSubjectRequest request = request("mug").setRequestId("r1").build();

    List<CompletableFuture<Subject>> answers =
        IntStream.range(0, 50)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> client.subjects().createSubject(request)))
            .toList();

    Set<Subject> subjects = new HashSet<>();
    answers.forEach(answer -> subjects.add(GatewayClient.get(answer)));
    assertEquals(1, subjects.size());
  }

  @Test
  void aRequestIdServesOneSetOfContents() {
    client.subjects().createSubject(request("mug").setRequestId("r1").build());

    refused(
        ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
        () -> client.subjects().createSubject(request("cup").setRequestId("r1").build()));
    refused(
        ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
        () ->
            client
                .subjects()
                .createSubject(request("mug").setSubjectId("other").setRequestId("r1").build()));
  }

  @Test
  void anInterruptedCreateIsRepeated() {
    CreateSubjectRequest.Builder request = request("mug").setSubjectId("my-mug");
    Subject cutOff = client.subjects().createSubject(request.setRequestId("r1").build());

    Subject repeated = client.subjects().createSubject(request.setRequestId("r2").build());
    client.upload(repeated.getName(), new Upload("1.png", "", png(1)));

    assertEquals(cutOff, repeated);
    assertEquals(1, client.subjects().createSubject(request.build()).getPhotosCount());
    refused(
        ErrorReason.ERROR_REASON_ALREADY_EXISTS,
        () -> client.subjects().createSubject(request.setRequestId("r3").build()));
    refused(
        ErrorReason.ERROR_REASON_ALREADY_EXISTS,
        () -> client.subjects().createSubject(request.clearRequestId().build()));
  }

  @Test
  void anInterruptedUploadIsRepeated() {
    String name = createSubject("my-mug").getName();
    // what an upload leaves that ends between the photos and the manifest
    storage.put(name + "/photos/" + Sha256.of(png(1)) + ".png", png(1), "image/png");

    Subject again = createSubject("my-mug");
    Subject uploaded = client.upload(again.getName(), new Upload("1.png", "", png(1)));

    assertEquals(1, uploaded.getPhotosCount());
    assertEquals(1, photoObjects(name).size());
  }

  @Test
  void aNameIsTakenOnce() {
    subjectWithPhoto("my-mug");

    refused(ErrorReason.ERROR_REASON_ALREADY_EXISTS, () -> createSubject("my-mug"));
    refused(
        ErrorReason.ERROR_REASON_ALREADY_EXISTS,
        () ->
            client
                .subjects()
                .createSubject(request("mug").setSubjectId("my-mug").setRequestId("r2").build()));
  }

  @Test
  void validateOnlyMakesNothing() {
    Subject shown =
        client
            .subjects()
            .createSubject(request("mug").setSubjectId("my-mug").setValidateOnly(true).build());

    assertEquals("mug", shown.getClassWord());
    refused(ErrorReason.ERROR_REASON_SUBJECT_NOT_FOUND, () -> get(shown.getName()));
  }

  @Test
  void aBrokenRuleNamesItsField() {
    var error =
        refused(
            ErrorReason.ERROR_REASON_INVALID_REQUEST,
            () -> client.subjects().createSubject(request("mug").setSubjectId("My Mug").build()));

    BadRequest details = GatewayClient.detail(error, BadRequest.class);
    assertEquals("subject_id", details.getFieldViolations(0).getField());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a photo of a {} beside <a-word>",
        "<other> and {}",
        "a (red:1.3) {}",
        "a {} <lora:toys:0.8>",
        "a [red] {}",
        "a {}++ on a table",
        "a < {} > on a table",
        "a \u001b[31m{}",
        "a {}\u009b"
      })
  void aCaptionOfMoreThanWordsIsRefusedAndNothingKept(String caption) {
    String name = createSubject("my-mug").getName();
    StatusRuntimeException refusal =
        refused(
            ErrorReason.ERROR_REASON_INVALID_REQUEST,
            () ->
                client.upload(
                    name, new Upload("1.png", "", png(1)), new Upload("2.png", caption, png(2))));
    var violations = GatewayClient.detail(refusal, com.google.rpc.BadRequest.class);
    assertEquals("photo.caption", violations.getFieldViolations(0).getField());
    String said = violations.getFieldViolations(0).getDescription();
    assertTrue(said.startsWith("The caption of '2.png' "), said);
    assertEquals(0, get(name).getPhotosCount());
  }

  @Test
  void aClassWordThatNamesAConceptIsRefused() {
    refused(
        ErrorReason.ERROR_REASON_INVALID_REQUEST,
        () -> client.subjects().createSubject(request("<my-mug> mug").build()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(mug:1.3)",
        "mug BREAK x",
        "((mug))",
        "{}",
        "mug {} x",
        "red\nmug",
        "mug\u0000",
        "\u001b[31mmug",
        "<mug"
      })
  void aClassWordOfMoreThanWordsIsRefused(String classWord) {
    StatusRuntimeException refusal =
        refused(
            ErrorReason.ERROR_REASON_INVALID_REQUEST,
            () -> client.subjects().createSubject(request(classWord).build()));

    BadRequest details = GatewayClient.detail(refusal, BadRequest.class);
    assertEquals("subject.class_word", details.getFieldViolations(0).getField());
    String said = details.getFieldViolations(0).getDescription();
    assertTrue(said.startsWith("The class word cannot be used. "), said);
  }

  @Test
  void spacesAroundAClassWordAreDropped() {
    Subject created = client.subjects().createSubject(request(" coffee mug\n").build());

    assertEquals("coffee mug", created.getClassWord());
  }

  @Test
  void uploadedPhotosAppearInOrder() {
    String name = createSubject("my-mug").getName();

    Subject changed =
        client.upload(
            name, new Upload("1.png", "a photo of a {}", png(1)), new Upload("2.png", "", png(2)));

    assertEquals(
        List.of("1.png", "2.png"),
        changed.getPhotosList().stream().map(Photo::getFilename).toList());
    assertEquals(20, changed.getPhotos(0).getWidth());
    assertEquals(png(1).length, changed.getPhotos(0).getSizeBytes());
    assertEquals(changed, get(name));
    assertEquals(2, photoObjects(name).size());
  }

  @Test
  void aPhotoThatTheSubjectHasIsNotAddedTwice() {
    String name = createSubject("my-mug").getName();
    client.upload(name, new Upload("1.png", "", png(1)));

    Subject again =
        client.upload(name, new Upload("1.png", "", png(1)), new Upload("again.png", "", png(1)));

    assertEquals(1, again.getPhotosCount());
  }

  @Test
  void uploadsAtTheSameTimeAllCount() {
    String name = createSubject("my-mug").getName();

    List<CompletableFuture<Subject>> uploads =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> client.upload(name, new Upload(i + ".png", "", png(i + 1)))))
            .toList();
    uploads.forEach(GatewayClient::get);

    assertEquals(8, get(name).getPhotosCount());
    assertEquals(8, photoObjects(name).size());
  }

  @Test
  void oneBadPhotoRefusesAllOfItsCall() {
    String name = createSubject("my-mug").getName();
    byte[] cutOff = Arrays.copyOf(png(2), png(2).length - 20);

    var error =
        refused(
            ErrorReason.ERROR_REASON_BAD_PHOTO,
            () ->
                client.upload(
                    name, new Upload("good.png", "", png(1)), new Upload("bad.png", "", cutOff)));

    ErrorInfo info = GatewayClient.detail(error, ErrorInfo.class);
    assertEquals("bad.png", info.getMetadataOrThrow("filename"));
    assertEquals("CORRUPT", info.getMetadataOrThrow("problem"));
    assertEquals(0, get(name).getPhotosCount());
    assertEquals(List.of(), photoObjects(name));
  }

  @Test
  void whatIsNoPhotoIsRefusedWithItsProblem() throws IOException {
    String name = createSubject("my-mug").getName();

    assertEquals("EMPTY", problem(name, new byte[0]));
    assertEquals("CORRUPT", problem(name, Arrays.copyOf(image("jpg", 64), 400)));
    assertEquals("TOO_MANY_PIXELS", problem(name, image("png", 20_000)));
    assertEquals("UNSUPPORTED_FORMAT", problem(name, image("gif", 64)));
    assertEquals("TOO_SMALL", problem(name, image("png", 8)));
    assertEquals("UNSUPPORTED_FORMAT", problem(name, "only text".getBytes(StandardCharsets.UTF_8)));
    assertEquals(
        "UNSUPPORTED_FORMAT", problem(name, "GIF89a........".getBytes(StandardCharsets.UTF_8)));
    assertEquals("TOO_MANY_BYTES", problem(name, new byte[(32 << 20) + 1]));
    assertEquals(List.of(name + "/subject.json"), storage.list(name + "/"));
    assertEquals(0, get(name).getPhotosCount());
    assertNoArrivals();
  }

  /** A square image of two colours, in small memory however large it is. */
  private static byte[] image(String format, int side) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
    for (int i = 0; i < side; i++) {
      image.setRGB(i, i, 0xffffff);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, file));
    return file.toByteArray();
  }

  private void assertNoArrivals() throws IOException {
    try (Stream<Path> files = Files.walk(config.photos().arrivalsFolder())) {
      assertEquals(
          List.of(),
          files.filter(file -> file.getFileName().toString().startsWith("photo-")).toList());
    }
  }

  @Test
  void tooManyPhotosAreRefusedTogether() {
    String name = createSubject("my-mug").getName();
    client.upload(name, new Upload("0.png", "", png(1000)));
    List<Upload> uploads = new ArrayList<>();
    IntStream.range(0, 64).forEach(i -> uploads.add(new Upload(i + ".png", "", png(i + 1))));

    refused(
        ErrorReason.ERROR_REASON_PHOTO_COUNT,
        () -> client.upload(name, uploads.toArray(Upload[]::new)));

    assertEquals(1, get(name).getPhotosCount());
    assertEquals(1, photoObjects(name).size());
  }

  @Test
  void uploadsThatFailAmongOthersTakeNothingAndLeaveNothing() {
    String name = createSubject("my-mug").getName();

    // ten times ten photos and one that all have: only six calls find room
    List<CompletableFuture<Integer>> uploads =
        IntStream.range(0, 10)
            .mapToObj(call -> CompletableFuture.supplyAsync(() -> tryUpload(name, call)))
            .toList();
    int added = uploads.stream().mapToInt(GatewayClient::get).sum();

    Subject subject = get(name);
    assertEquals(61, added + 1);
    assertEquals(61, subject.getPhotosCount());
    assertEquals(
        subject.getPhotosList().stream()
            .map(photo -> name + "/photos/" + photo.getSha256() + ".png")
            .sorted()
            .toList(),
        photoObjects(name));
  }

  private int tryUpload(String name, int call) {
    List<Upload> uploads = new ArrayList<>();
    uploads.add(new Upload("shared.png", "", png(1)));
    IntStream.range(0, 10)
        .forEach(i -> uploads.add(new Upload(i + ".png", "", png(1000 + 10 * call + i))));
    try {
      client.upload(name, uploads.toArray(Upload[]::new));
      return 10;
    } catch (StatusRuntimeException e) {
      assertEquals("PHOTO_COUNT", GatewayClient.reason(e));
      return 0;
    }
  }

  @Test
  void anUploadThatBreaksARuleLeavesNoArrivals() throws IOException {
    String name = createSubject("my-mug").getName();
    CompletableFuture<Subject> answer = new CompletableFuture<>();
    var call =
        SubjectsGrpc.newStub(client.channel()).uploadPhotos(GatewayClient.completing(answer));
    call.onNext(UploadPhotosRequest.newBuilder().setSubject(name).build());
    for (int photo = 0; photo < 2; photo++) {
      call.onNext(
          UploadPhotosRequest.newBuilder()
              .setPhoto(PhotoHeader.newBuilder().setFilename("1.png"))
              .build());
      call.onNext(UploadPhotosRequest.newBuilder().setChunk(ByteString.copyFrom(png(1))).build());
    }
    call.onNext(
        UploadPhotosRequest.newBuilder()
            .setChunk(ByteString.copyFrom(new byte[(1 << 20) + 1]))
            .build());

    refused(ErrorReason.ERROR_REASON_INVALID_REQUEST, () -> GatewayClient.get(answer));
    assertEquals(0, get(name).getPhotosCount());
    assertNoArrivals();
  }

  @Test
  void anUploadNeedsASubjectThatIsThere() {
    refused(
        ErrorReason.ERROR_REASON_SUBJECT_NOT_FOUND,
        () -> client.upload(tenant + "/subjects/none", new Upload("1.png", "", png(1))));
  }

  @Test
  void pagesShowEachSubjectOnceNewestFirst() {
    List<String> created =
        IntStream.range(0, 5).mapToObj(i -> createSubject("s" + i).getName()).toList();

    List<String> listed = new ArrayList<>();
    String token = "";
    do {
      ListSubjectsResponse page =
          client
              .subjects()
              .listSubjects(
                  ListSubjectsRequest.newBuilder()
                      .setParent(tenant)
                      .setPageSize(2)
                      .setPageToken(token)
                      .build());
      page.getSubjectsList().forEach(subject -> listed.add(subject.getName()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertEquals(5, listed.size());
    assertEquals(new HashSet<>(created), new HashSet<>(listed));
    assertEquals(created.get(4), listed.get(0));
  }

  @Test
  void aPageTokenOfAnotherTenantIsRefused() {
    createSubject("s1");
    createSubject("s2");
    var request = ListSubjectsRequest.newBuilder().setParent(tenant).setPageSize(1);
    String token = client.subjects().listSubjects(request.build()).getNextPageToken();

    refused(
        ErrorReason.ERROR_REASON_BAD_PAGE_TOKEN,
        () ->
            client
                .subjects()
                .listSubjects(request.setParent("tenants/other").setPageToken(token).build()));
  }

  @Test
  void aDeletedSubjectIsGoneWithItsPhotos() {
    String name = subjectWithPhoto("my-mug");

    client.subjects().deleteSubject(delete(name));

    refused(ErrorReason.ERROR_REASON_SUBJECT_NOT_FOUND, () -> get(name));
    refused(
        ErrorReason.ERROR_REASON_SUBJECT_NOT_FOUND,
        () -> client.subjects().deleteSubject(delete(name)));
    assertEquals(List.of(), storage.list(name + "/"));
  }

  @Test
  void aRequestIdServesAgainAfterTheDelete() {
    CreateSubjectRequest request = request("mug").setRequestId("r1").build();
    Subject first = client.subjects().createSubject(request);
    client.subjects().deleteSubject(delete(first.getName()));

    Subject second = client.subjects().createSubject(request);

    assertEquals(first.getName(), second.getName());
    assertTrue(storage.list(tenant + "/requests/").size() == 1, "the claim is that of the second");
  }

  private String problem(String subject, byte[] bytes) {
    var error =
        refused(
            ErrorReason.ERROR_REASON_BAD_PHOTO,
            () -> client.upload(subject, new Upload("photo.jpg", "", bytes)));
    return GatewayClient.detail(error, ErrorInfo.class).getMetadataOrThrow("problem");
  }

  private List<String> photoObjects(String subject) {
    return storage.list(subject + "/photos/");
  }

  private Subject get(String name) {
    return client.subjects().getSubject(GetSubjectRequest.newBuilder().setName(name).build());
  }

  private static DeleteSubjectRequest delete(String name) {
    return DeleteSubjectRequest.newBuilder().setName(name).build();
  }

  private CreateSubjectRequest.Builder request(String classWord) {
    return CreateSubjectRequest.newBuilder()
        .setParent(tenant)
        .setSubject(Subject.newBuilder().setClassWord(classWord));
  }
}
