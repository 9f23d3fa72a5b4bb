package zoodip.cli.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.cli.Cli;
import zoodip.cli.hub.FakeHub;
import zoodip.embedded.EmbeddedStorage;
import zoodip.safetensors.SafetensorsFile;
import zoodip.safetensors.SafetensorsWriter;
import zoodip.safetensors.TensorEntry;

/** Models in folders and on hubs as people have them. */
@Timeout(120)
class FieldModelsTest {
  private static final Path GOLDENS = Path.of("../engine/diffusion/src/test/resources/goldens");
  private static final Path TOKENIZERS =
      Path.of("../engine/diffusion/src/test/resources/zoodip/diffusion/tokenizer");
  private static final String OTHER = "{\"_class_name\": \"Other\", \"model_type\": \"other\"}";
  private static final String UNET = "unet/diffusion_pytorch_model.safetensors";
  private static final String TEXT = "text_encoder/model.safetensors";

  @TempDir private Path folder;
  private EmbeddedStorage store;
  private URI endpoint;
  private Path model;

  @BeforeEach
  void start() throws IOException {
    store = EmbeddedStorage.start(folder.resolve("objects"));
    endpoint = store.endpoint();
    model = folder.resolve("sd15");
    copy(GOLDENS.resolve("sd15"), model);
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private Cli.Run importing(Object... words) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                "models",
                "import",
                "--id",
                "tiny",
                "--endpoint",
                endpoint,
                "--access-key",
                store.accessKey(),
                "--secret-key",
                store.secretKey()));
    all.addAll(List.of(words));
    return Cli.run(all.toArray());
  }

  private Cli.Run fromHub(FakeHub hub, Object... words) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                "--from-hub",
                "owner/model",
                "--hub-endpoint",
                hub.endpoint(),
                "--hub-cache",
                folder.resolve("cache")));
    all.addAll(List.of(words));
    return importing(all.toArray());
  }

  private JsonObject imported(Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.add("--json");
    Cli.Run run = importing(all.toArray());
    assertEquals(0, run.code(), run::err);
    return JsonParser.parseString(run.out()).getAsJsonObject();
  }

  private String problem(Object... words) {
    Cli.Run run = importing(words);
    assertEquals(2, run.code(), run::err);
    assertFalse(run.err().contains("import-"), run::err);
    return run.err();
  }

  private Path object(String path) {
    return folder.resolve("objects/zoodip/models/tiny/files").resolve(path);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private void delete(String path) throws IOException {
    try (Stream<Path> files = Files.walk(model.resolve(path))) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Rewrites a network's file: other keys, an extra tensor. */
  private void rewrite(String path, String dropped, String extra) throws IOException {
    Path file = model.resolve(path);
    SafetensorsWriter writer = new SafetensorsWriter();
    try (SafetensorsFile old = SafetensorsFile.open(file)) {
      for (String name : old.names()) {
        TensorEntry entry = old.entry(name);
        writer.add(name.replace(dropped, ""), entry.type(), old.bytes(name), entry.dimensions());
      }
    }
    if (!extra.isEmpty()) {
      writer.floats(extra, new float[3], 3);
    }
    byte[] bytes = writer.toBytes();
    Files.write(file, bytes);
  }

  @Test
  void placesThatHoldNoModelAreNamed() throws IOException {
    Path commit = folder.resolve("models--owner--model/snapshots/0123abcd");
    Files.createDirectories(commit);
    String cached = problem(folder.resolve("models--owner--model"));
    assertTrue(cached.contains("name the folder of one of its commits: " + commit), cached);

    Path link = folder.resolve("link.safetensors");
    Files.createSymbolicLink(link, folder.resolve("gone.safetensors"));
    String broken = problem(link);
    assertTrue(broken.contains(link + " is a symbolic link to what is not there"), broken);
  }

  private void scheduler(String className, String more) throws IOException {
    Files.writeString(
        model.resolve("scheduler/scheduler_config.json"),
        """
        {"_class_name": "%s", "beta_start": 0.00085, "beta_end": 0.012,
         "beta_schedule": "scaled_linear"%s}
        """
            .formatted(className, more));
  }

  @Test
  void theModelTellsWhatItIsMadeOfAndWhereItCameFrom() {
    JsonObject told = imported(model);
    JsonObject architecture = told.getAsJsonObject("architecture");
    assertEquals("Stable Diffusion 1", architecture.get("family").getAsString());
    assertEquals("PREDICTION_TYPE_EPSILON", architecture.get("predictionType").getAsString());
    assertEquals("pndm", architecture.get("scheduler").getAsString());
    JsonObject encoder = architecture.getAsJsonArray("textEncoders").get(0).getAsJsonObject();
    assertEquals(32, encoder.get("width").getAsInt());
    assertEquals(3, encoder.get("layers").getAsInt());
    assertEquals(77, encoder.get("tokens").getAsInt());
    assertTrue(architecture.get("unetParameters").getAsLong() > 1000);
    assertEquals("sd15", told.getAsJsonObject("origin").get("name").getAsString());
  }

  @Test
  void keysWithoutThePrefixAreTheSameModel() throws IOException {
    rewrite(TEXT, "text_model.", "");
    imported(model);
  }

  @Test
  void leftoverBuffersInAFolderAreIgnored() throws IOException {
    rewrite(UNET, "none", "alphas_cumprod");
    rewrite("vae/diffusion_pytorch_model.safetensors", "none", "loss.logvar");
    imported(model);
  }

  @Test
  void extraTensorsOfAFolderAreNamedAndLeftAwayOnDemand() throws IOException {
    rewrite(UNET, "none", "some.harmless.extra");
    rewrite(TEXT, "none", "another.extra");
    String problem = problem(model);
    assertTrue(problem.contains("--ignore-extra-tensors"), problem);
    assertTrue(problem.contains(model + "/" + TEXT) || problem.contains(model + "/" + UNET));
    imported(model, "--ignore-extra-tensors");
    try (SafetensorsFile unet = SafetensorsFile.open(object(UNET));
        SafetensorsFile text = SafetensorsFile.open(object(TEXT));
        SafetensorsFile given = SafetensorsFile.open(model.resolve(UNET))) {
      assertFalse(unet.contains("some.harmless.extra"));
      assertFalse(text.contains("another.extra"));
      assertTrue(given.contains("some.harmless.extra"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DEISMultistepScheduler, dpmpp_2m",
    "UniPCMultistepScheduler, dpmpp_2m",
    "LMSDiscreteScheduler, euler",
    "KDPM2AncestralDiscreteScheduler, euler_ancestral"
  })
  void aSchedulerThatOnlyGenerationNeedsHasAStandIn(String className, String standIn)
      throws IOException {
    scheduler(className, "");
    Cli.Run run = importing(model);
    assertEquals(0, run.code(), run::err);
    assertTrue(run.err().contains(standIn + " stands in for the model's own " + className));
    assertTrue(run.out().contains(standIn + ", in place of " + className), run::out);
  }

  @Test
  void anotherTrainingHasNoStandIn() throws IOException {
    scheduler("FlowMatchEulerDiscreteScheduler", "");
    assertTrue(problem(model).contains("FlowMatchEulerDiscreteScheduler"));
    scheduler("DEISMultistepScheduler", ", \"prediction_type\": \"sample\"");
    assertTrue(problem(model).contains("prediction_type is 'sample'"));
  }

  @Test
  void stochasticSolversHaveAStandIn() throws IOException {
    scheduler("DPMSolverMultistepScheduler", ", \"algorithm_type\": \"sde-dpmsolver++\"");
    Cli.Run run = importing(model);
    assertEquals(0, run.code(), run::err);
    assertTrue(run.out().contains("algorithm_type"), run::out);
  }

  @Test
  void aTokenizerOfTransformers5IsRead() throws IOException {
    delete("tokenizer");
    copy(TOKENIZERS.resolve("transformers5-sd15"), model.resolve("tokenizer"));
    imported(model);
    assertTrue(Files.exists(object("tokenizer/tokenizer.json")));
  }

  @Test
  void aMissingVocabularyIsNamedByTheModelsOwnPath() throws IOException {
    delete("tokenizer");
    Files.createDirectory(model.resolve("tokenizer"));
    Files.writeString(model.resolve("tokenizer/tokenizer_config.json"), "{}");
    String problem = problem(model);
    assertTrue(problem.contains(model.resolve("tokenizer").toString()), problem);
    assertTrue(problem.contains("tokenizer.json"), problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "network", "files"})
  void linksAreFollowed(String what) throws IOException {
    Path given = folder.resolve("linked");
    Path real = model.toRealPath();
    switch (what) {
      case "folder" -> Files.createSymbolicLink(given, real);
      case "network" -> {
        copy(model, given);
        Path vae = given.resolve("vae");
        Files.delete(vae.resolve("config.json"));
        Files.delete(vae.resolve("diffusion_pytorch_model.safetensors"));
        Files.delete(vae);
        Files.createSymbolicLink(vae, real.resolve("vae"));
        // a cache of links may lead back to itself
        Files.createSymbolicLink(given.resolve("loop"), given);
      }
      default -> blobs(real, given);
    }
    imported(given);
    assertTrue(Files.exists(object("vae/diffusion_pytorch_model.safetensors")));
  }

  /** As huggingface_hub keeps them: snapshots of links to blobs. */
  private static void blobs(Path model, Path snapshot) throws IOException {
    Path blobs = Files.createDirectory(snapshot.resolveSibling("blobs"));
    int number = 0;
    try (Stream<Path> files = Files.walk(model)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path blob = Files.copy(file, blobs.resolve("blob" + number++));
        Path link = snapshot.resolve(model.relativize(file).toString());
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, link.getParent().relativize(blob));
      }
    }
  }

  @Test
  void aLinkToNothingIsNamed() throws IOException {
    Files.delete(model.resolve(UNET));
    Files.createSymbolicLink(model.resolve(UNET), folder.resolve("gone"));
    String problem = problem(model);
    assertTrue(problem.contains("symbolic link"), problem);
  }

  @Test
  void aFolderWithoutAVaeTakesAGivenOne() throws IOException {
    delete("vae");
    String problem = problem(model);
    assertTrue(problem.contains("has no VAE") && problem.contains("--vae"), problem);
    JsonObject told = imported(model, "--vae", GOLDENS.resolve("sd15/vae"));
    assertEquals("vae", told.getAsJsonObject("origin").get("vae").getAsString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.ckpt", "model.pt", "model.bin", "model.PTH"})
  void picklesAreNamedWithWhatToDo(String name) throws IOException {
    Path pickle = Files.writeString(folder.resolve(name), "");
    String problem = problem(pickle);
    assertTrue(problem.contains("pickle may run code"), problem);
    assertTrue(problem.contains("safetensors.torch"), problem);
    String vae = problem(model, "--vae", pickle);
    assertTrue(vae.contains("pickle may run code"), vae);
  }

  @Test
  void aPickleUnderTheNameOfSafetensorsIsNamed() throws IOException {
    Path pickle =
        Files.writeString(folder.resolve("m.safetensors"), "PK\u0003\u0004 and more of it");
    assertTrue(problem(pickle).contains("is a pickle"));
  }

  @Test
  void damagedWeightsAreNamedByTheModelsOwnPath() throws IOException {
    Path unet = model.resolve(UNET);
    Files.write(unet, Arrays.copyOf(Files.readAllBytes(unet), 60_000));
    String problem = problem(model);
    assertTrue(problem.contains(model + "/" + UNET), problem);
    assertTrue(problem.contains("cut off"), problem);
  }

  private void endWithoutNumber(String path) throws IOException {
    byte[] bytes = Files.readAllBytes(model.resolve(path));
    Arrays.fill(bytes, bytes.length - Float.BYTES, bytes.length, (byte) 0xff);
    Files.write(model.resolve(path), bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {UNET, TEXT, "vae/diffusion_pytorch_model.safetensors"})
  void aWeightThatIsNoNumberIsNamedByTheModelsOwnPath(String path) throws IOException {
    endWithoutNumber(path);
    String last;
    try (SafetensorsFile file = SafetensorsFile.open(model.resolve(path))) {
      last = List.copyOf(file.names()).get(file.names().size() - 1);
    }
    String problem = problem(model);
    assertTrue(
        problem.contains("%s/%s: tensor %s is broken".formatted(model, path, last)), problem);
    assertFalse(Files.exists(object(path)));
  }

  @Test
  void whatIsLeftBehindMayHoldAnything() throws IOException {
    rewrite(UNET, "none", "model_ema.decay");
    endWithoutNumber(UNET);
    rewrite(TEXT, "none", "text_model.causal_mask");
    endWithoutNumber(TEXT);
    imported(model);
  }

  @Test
  void weightsWithTheShortEndingAreStoredUnderTheUsualOne() throws IOException {
    Files.move(model.resolve(UNET), model.resolve("unet/diffusion_pytorch_model.sft"));
    try (FakeHub hub = new FakeHub().folder(model)) {
      Cli.Run run = fromHub(hub);
      assertEquals(0, run.code(), run::err);
    }
    assertTrue(Files.exists(object(UNET)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scheduler/scheduler_config.json",
        "unet/config.json",
        "vae/config.json",
        "text_encoder/config.json"
      })
  void aHubsModelIsRefusedBeforeItsWeightsAreFetched(String path) throws IOException {
    try (FakeHub hub = new FakeHub().folder(model).file(path, OTHER)) {
      Cli.Run run = fromHub(hub);
      assertEquals(2, run.code(), run::err);
      assertTrue(hub.requests().stream().noneMatch(r -> r.startsWith("store ")), run::err);
      assertFalse(run.err().contains("cache"), run::err);
    }
  }

  @Test
  void aHubsNetworkWithPickledWeightsOnlyIsRefusedBeforeTheOthersAreFetched() throws IOException {
    Files.move(model.resolve(UNET), model.resolve("unet/diffusion_pytorch_model.bin"));
    try (FakeHub hub = new FakeHub().folder(model)) {
      Cli.Run run = fromHub(hub);
      assertEquals(2, run.code(), run::err);
      assertTrue(run.err().contains("no safetensors of its unet"), run::err);
      assertTrue(hub.requests().stream().noneMatch(r -> r.startsWith("store ")), run::err);
    }
  }

  @Test
  void aHubsModelTellsRepositoryAndCommit() throws IOException {
    try (FakeHub hub = new FakeHub().folder(model)) {
      Cli.Run run = fromHub(hub);
      assertEquals(0, run.code(), run::err);
      assertTrue(run.out().contains("owner/model@" + FakeHub.COMMIT), run::out);
    }
  }
}
