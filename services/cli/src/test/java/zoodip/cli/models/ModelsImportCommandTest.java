package zoodip.cli.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.cli.Cli;
import zoodip.cli.errors.ExitCodes;
import zoodip.cli.hub.FakeHub;
import zoodip.embedded.EmbeddedStorage;
import zoodip.safetensors.SafetensorsWriter;

@Timeout(120)
class ModelsImportCommandTest {
  private static final Path GOLDENS = Path.of("../engine/diffusion/src/test/resources/goldens");

  @TempDir private Path folder;
  private EmbeddedStorage store;
  private URI endpoint;

  @BeforeEach
  void start() {
    store = EmbeddedStorage.start(folder.resolve("objects"));
    endpoint = store.endpoint();
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

  private Path object(String path) {
    return folder.resolve("objects/zoodip/models/tiny").resolve(path);
  }

  @Test
  void aModelOfAHubIsFetchedAndBroughtIn() throws IOException {
    try (FakeHub hub = new FakeHub().folder(GOLDENS.resolve("sd15"))) {
      Object[] words = {
        "--from-hub",
        "owner/model",
        "--hub-endpoint",
        hub.endpoint(),
        "--hub-cache",
        folder.resolve("cache")
      };
      Cli.Run run = importing(words);
      assertEquals(0, run.code(), run::err);
      assertTrue(run.out().contains("owner/model"), run::out);
      assertTrue(run.err().contains("fetching unet/diffusion_pytorch_model.safetensors"), run::err);
      assertTrue(run.err().contains("writing unet/diffusion_pytorch_model.safetensors"), run::err);
      assertEquals(
          -1,
          Files.mismatch(
              GOLDENS.resolve("sd15/unet/diffusion_pytorch_model.safetensors"),
              object("files/unet/diffusion_pytorch_model.safetensors")));
      assertTrue(Files.exists(object("model.json")));
    }
  }

  @Test
  void aPipelineOfAnotherKindIsRefusedBeforeItsWeightsAreFetched() {
    try (FakeHub hub =
        new FakeHub()
            .file("model_index.json", "{\"_class_name\": \"FluxPipeline\"}")
            .file("vae/diffusion_pytorch_model.safetensors", "gigabytes")) {
      Path cache = folder.resolve("cache");
      Cli.Run run =
          importing(
              "--from-hub", "owner/model", "--hub-endpoint", hub.endpoint(), "--hub-cache", cache);
      assertEquals(2, run.code());
      assertTrue(run.err().contains("FluxPipeline; supported are"), run::err);
      assertFalse(
          Files.exists(cache.resolve("owner--model").resolve(FakeHub.COMMIT).resolve("vae")));
    }
  }

  @Test
  void aRepositoryWithoutSafetensorsIsRefused() {
    try (FakeHub hub = new FakeHub().file("config.json", "{}").file("pytorch_model.bin", "x")) {
      Cli.Run run = importing("--from-hub", "owner/model", "--hub-endpoint", hub.endpoint());
      assertEquals(2, run.code());
      assertTrue(run.err().contains("pickled .bin and .ckpt weights are not read"), run::err);
    }
  }

  @Test
  void whatIsNoRepositoryIsRefused() {
    Cli.Run run = importing("--from-hub", "model");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("owner/name@revision"), run::err);
  }

  @Test
  void aVariantIsStoredUnderThePlainName() throws IOException {
    Path model = folder.resolve("clip");
    Files.createDirectory(model);
    try (var files = Files.list(GOLDENS.resolve("clip"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        Files.copy(file, model.resolve(name.replace("model.safe", "model.bf16.safe")));
      }
    }
    Cli.Run run = importing(model, "--variant", "bf16");
    assertEquals(0, run.code(), run::err);
    assertTrue(Files.exists(object("files/model.safetensors")));
    assertFalse(Files.exists(object("files/model.bf16.safetensors")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.sft", "other.SFT", "other.SafeTensors"})
  void aCheckpointIsKnownByItsEnding(String name) throws IOException {
    Path file = folder.resolve(name);
    new SafetensorsWriter().floats("lora_unet_down.lora_up.weight", new float[1], 1).write(file);
    Cli.Run run = importing(file);
    assertEquals(2, run.code());
    assertTrue(run.err().contains("converting " + file), run::err);
    assertTrue(run.err().contains(file + ": is a LoRA"), run::err);
  }

  @Test
  void aCheckpointOfAHubWithTheShortEndingIsNamed() {
    try (FakeHub hub = new FakeHub().file("config.json", "{}").file("merged.sft", "x")) {
      Cli.Run run = importing("--from-hub", "owner/model", "--hub-endpoint", hub.endpoint());
      assertEquals(2, run.code());
      assertTrue(run.err().contains("download one of [merged.sft] and import that file"), run::err);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          double_blocks.0.img_attn.qkv.weight | a Flux model
          model.diffusion_model.joint_blocks.0.x_block.attn.qkv.weight | a Stable Diffusion 3 model
          control_model.time_embed.0.weight | a ControlNet
          lora_unet_down.lora_up.weight | a LoRA
          """)
  void anotherKindOfFileIsNamed(String key, String kind) throws IOException {
    Path file = folder.resolve("other.safetensors");
    new SafetensorsWriter().floats(key, new float[1], 1).write(file);
    Cli.Run run = importing(file);
    assertEquals(2, run.code());
    assertTrue(run.err().contains(kind), run::err);
    assertTrue(run.err().contains("supported are"), run::err);
    assertFalse(Files.exists(object("files")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"_class_name": "ControlNetModel"} | ControlNetModel
          {"model_type": "llama"} | llama
          """)
  void anotherKindOfFolderIsNamed(String config, String kind) throws IOException {
    Path model = Files.createDirectory(folder.resolve("model"));
    Files.writeString(model.resolve("config.json"), config);
    Cli.Run run = importing(model);
    assertEquals(2, run.code());
    assertTrue(run.err().contains(kind), run::err);
  }

  @Test
  void aPipelineForInpaintingIsNamed() throws IOException {
    Path model = Files.createDirectory(folder.resolve("model"));
    Files.writeString(
        model.resolve("model_index.json"), "{\"_class_name\": \"StableDiffusionInpaintPipeline\"}");
    Cli.Run run = importing(model);
    assertEquals(2, run.code());
    assertTrue(run.err().contains("StableDiffusionInpaintPipeline; supported are"), run::err);
  }

  @Test
  void whatDoesNotFitTogetherIsExplained() throws IOException {
    assertTrue(importing().err().contains("--from-hub"));
    assertTrue(importing(folder, "--from-hub", "a/b").err().contains("--from-hub"));
    assertTrue(importing(folder, "--prediction", "epsilon").err().contains("--prediction"));
    assertTrue(importing(folder.resolve("none")).err().contains("There is no folder or file"));
    Path pickle = Files.writeString(folder.resolve("model.ckpt"), "");
    Cli.Run run = importing(pickle);
    assertEquals(2, run.code());
    assertTrue(run.err().contains("pickled .ckpt files are not read"), run::err);
  }

  @Test
  void aStoreThatIsNotThereIsNamedBeforeAnythingIsFetched() {
    store.close();
    assertEquals(ExitCodes.LATER, importing(GOLDENS.resolve("sd15")).code());
  }
}
