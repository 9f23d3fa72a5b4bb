package zoodip.platform.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.EmbeddedStorage;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;
import zoodip.platform.storage.StorageAt;
import zoodip.v1.ErrorReason;
import zoodip.v1.Model;
import zoodip.v1.ModelFile;

class ModelStoreTest {
  private static final ResourceName NAME = ResourceName.model("tiny");

  @TempDir Path folder;
  private EmbeddedStorage server;
  private Storage storage;
  private ModelStore models;
  private Path source;

  @BeforeEach
  void start() throws IOException {
    server = EmbeddedStorage.start(folder.resolve("objects"));
    storage =
        new Storage(
            new StorageAt(server.endpoint().toString(), server.accessKey(), server.secretKey()));
    storage.ensureBucket();
    models = new ModelStore(storage, ModelStoreConfig.in(folder.resolve("cache")));
    source = Files.createDirectories(folder.resolve("source"));
    Files.createDirectories(source.resolve("unet"));
    Files.writeString(source.resolve("unet/config.json"), "{\"a\": 1}");
    Files.writeString(source.resolve("model_index.json"), "{}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPublishedModelIsThereWithItsFiles() throws IOException {
    assertTrue(publish());

    Model model = models.get(NAME);
    assertEquals(
        List.of("model_index.json", "unet/config.json"),
        model.getFilesList().stream().map(ModelFile::getPath).toList());
    Path fetched = models.fetch(model);
    assertEquals("{\"a\": 1}", Files.readString(fetched.resolve("unet/config.json")));
    assertEquals(fetched, models.fetch(model));
    assertEquals(List.of(model), models.list());
  }

  @Test
  void aModelIsPublishedOnce() throws IOException {
    publish();
    Model first = models.get(NAME);
    Files.writeString(source.resolve("model_index.json"), "{\"other\": true}");

    assertFalse(publish());

    assertEquals(first, models.get(NAME));
  }

  @Test
  void anInterruptedUploadGoesOnWhereItWas() throws IOException {
    UploadProgress interrupting =
        (file, done, total) -> {
          if (file.getPath().equals("unet/config.json")) {
            throw new UncheckedIOException(new IOException("the cable"));
          }
        };
    Model model = Model.newBuilder().setName(NAME.toString()).build();
    assertThrows(UncheckedIOException.class, () -> models.publish(model, source, interrupting));
    assertTrue(models.find(NAME).isEmpty());
    String there = ObjectKeys.modelFile(NAME, "model_index.json");
    String version = storage.find(there).orElseThrow().etag();
    Instant written = modified("model_index.json");

    List<String> steps = new ArrayList<>();
    assertTrue(
        models.publish(
            model,
            source,
            (file, done, total) -> steps.add(file.getPath() + " " + done + "/" + total)));

    assertEquals(List.of("model_index.json 0/10", "unet/config.json 2/10"), steps);
    assertEquals(version, storage.find(there).orElseThrow().etag());
    assertEquals(written, modified("model_index.json"));
  }

  @Test
  void aFileThatChangedSinceTheInterruptionIsWrittenAgain() throws IOException {
    storage.put(ObjectKeys.modelFile(NAME, "model_index.json"), new byte[2], "application/json");
    publish();
    assertEquals(
        "{}", Files.readString(models.fetch(models.get(NAME)).resolve("model_index.json")));
  }

  private Instant modified(String path) throws IOException {
    try (Stream<Path> objects = Files.walk(folder.resolve("objects"))) {
      return Files.getLastModifiedTime(
              objects.filter(object -> object.endsWith(path)).findFirst().orElseThrow())
          .toInstant();
    }
  }

  @Test
  void theDigestFollowsTheContents() throws IOException {
    publish();
    Files.writeString(source.resolve("model_index.json"), "{\"other\": true}");
    models.publish(Model.newBuilder().setName("models/tiny2").build(), source);

    assertFalse(
        models.get(NAME).getDigest().equals(models.get(ResourceName.model("tiny2")).getDigest()));
  }

  @Test
  void aModelThatIsNotThereIsNamed() {
    var error = assertThrows(ServiceException.class, () -> models.get(NAME));

    assertEquals(ErrorReason.ERROR_REASON_MODEL_NOT_FOUND, error.reason());
    assertTrue(error.getMessage().contains("models/tiny"), error.getMessage());
  }

  @Test
  void aDamagedFileIsRefusedAndNothingOfItIsKept() throws IOException {
    publish();
    storage.put(ObjectKeys.modelFile(NAME, "unet/config.json"), new byte[] {1}, "application/json");
    Model model = models.get(NAME);

    var error = assertThrows(ServiceException.class, () -> models.fetch(model));

    assertEquals(ErrorReason.ERROR_REASON_DATA_LOSS, error.reason());
    assertTrue(error.getMessage().contains("unet/config.json"), error.getMessage());
    try (Stream<Path> kept = Files.walk(folder.resolve("cache"))) {
      assertEquals(List.of(), kept.filter(path -> path.endsWith("config.json")).toList());
    }
  }

  @Test
  void aFileThatIsGoneIsALossUnlessTheModelIsGoneToo() {
    publish();
    Model model = models.get(NAME);
    storage.delete(ObjectKeys.modelFile(NAME, "unet/config.json"));

    var lost = assertThrows(ServiceException.class, () -> models.fetch(model));
    assertEquals(ErrorReason.ERROR_REASON_DATA_LOSS, lost.reason());
    assertTrue(lost.getMessage().contains("unet/config.json"), lost.getMessage());

    storage.delete(ObjectKeys.modelManifest(NAME));
    var unknown = assertThrows(ServiceException.class, () -> models.fetch(model));
    assertEquals(ErrorReason.ERROR_REASON_MODEL_NOT_FOUND, unknown.reason());
  }

  @Test
  void aDescriptionThatIsDamagedIsALossByName() {
    storage.put(ObjectKeys.modelManifest(NAME), new byte[] {'{'}, "application/json");
    var torn = assertThrows(ServiceException.class, () -> models.get(NAME));
    assertEquals(ErrorReason.ERROR_REASON_DATA_LOSS, torn.reason());
    assertTrue(torn.getMessage().contains("models/tiny/model.json"), torn.getMessage());

    storage.delete(ObjectKeys.modelManifest(NAME));
    publish();
    Model other = models.get(NAME).toBuilder().setDigest("../elsewhere").build();
    var forged = assertThrows(ServiceException.class, () -> models.fetch(other));
    assertEquals(ErrorReason.ERROR_REASON_DATA_LOSS, forged.reason());
  }

  @Test
  void aFileOutsideOfTheModelsFolderIsRefused() {
    ModelFile file = ModelFile.newBuilder().setPath("../../escaped").build();
    Model model =
        Model.newBuilder()
            .setName(NAME.toString())
            .setDigest(ModelDigest.of(List.of(file)))
            .addFiles(file)
            .build();

    var error = assertThrows(ServiceException.class, () -> models.fetch(model));

    assertEquals(ErrorReason.ERROR_REASON_MODEL_UNUSABLE, error.reason());
  }

  private boolean publish() {
    return models.publish(Model.newBuilder().setName(NAME.toString()).build(), source);
  }
}
