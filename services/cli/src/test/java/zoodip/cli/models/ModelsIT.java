package zoodip.cli.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import zoodip.cli.Cli;
import zoodip.cli.Json;
import zoodip.cli.LocalServer;
import zoodip.cli.errors.ExitCodes;

@ExtendWith(LocalServer.Extension.class)
@Timeout(300)
class ModelsIT {
  private static final Path GOLDENS = Path.of("../engine/diffusion/src/test/resources/goldens");

  @TempDir Path folder;

  @Test
  void modelsAreListedAndShown(LocalServer server) {
    Cli.Run listed = server.run("models", "list");
    assertTrue(listed.out().contains("toybox-clip  clip"), listed::out);
    assertTrue(Json.of(server.run("models", "list", "--json")).has("models"));
    Cli.Run shown = server.run("models", "show", "toybox");
    assertTrue(shown.out().contains("clip model          toybox-clip"), shown::out);
    Cli.Run unknown = server.run("models", "get", "toybx");
    assertEquals(ExitCodes.REFUSED, unknown.code());
    assertTrue(unknown.err().contains("did you mean toybox?"), unknown::err);
  }

  @Test
  void anImportedModelCanBeDrawnWithAndIsNotReplaced(LocalServer server) throws IOException {
    Path description =
        Files.writeString(folder.resolve("model.json"), "{\"trainingSettings\": {\"steps\": 7}}");
    Cli.Run made =
        importing(
            server,
            "sd21",
            "tiny",
            "--description",
            description,
            "--clip-model",
            "toybox-clip",
            "--dino-model",
            "toybox-dino",
            "--json");
    assertEquals(0, made.code(), made::err);
    JsonObject settings = Json.of(made).getAsJsonObject("trainingSettings");
    assertEquals(7, settings.get("steps").getAsInt());
    assertEquals(0.01, settings.get("learningRate").getAsDouble());

    Cli.Run drawn =
        server.run("generate", "a mug", "--model", "tiny", "--steps", 1, "--out", folder);
    assertEquals(0, drawn.code(), drawn::err);

    Cli.Run unclear = server.run("generate", "a mug", "--out", folder);
    assertEquals(2, unclear.code());
    assertTrue(unclear.err().contains("one of tiny, toybox"), unclear::err);

    Cli.Run again = importing(server, "sd21", "tiny");
    assertEquals(2, again.code());
    assertTrue(again.err().contains("already"), again::err);
  }

  @Test
  void encodersAreImportedToo(LocalServer server) {
    assertEquals(0, importing(server, "clip", "tiny-clip").code());
    Cli.Run dino = importing(server, "dinov2", "tiny-dino");
    assertEquals(0, dino.code(), dino::err);
    assertTrue(dino.out().contains("kind          dino"), dino::out);
  }

  @Test
  void aDamagedModelStaysInvisible(LocalServer server) throws IOException {
    Path damaged = folder.resolve("damaged");
    copy(GOLDENS.resolve("sd15"), damaged);
    Path weights = damaged.resolve("unet/diffusion_pytorch_model.safetensors");
    Files.write(weights, java.util.Arrays.copyOf(Files.readAllBytes(weights), 5000));
    Cli.Run run = Cli.run("models", "import", damaged, "--id", "damaged", "--data", server.data());
    assertEquals(2, run.code());
    assertTrue(run.err().contains("diffusion_pytorch_model.safetensors"), run::err);
    assertFalse(server.run("models", "list").out().contains("damaged"));
  }

  @Test
  void whatIsNoModelOrNoStoreIsExplained(LocalServer server) {
    Cli.Run empty = Cli.run("models", "import", folder, "--id", "x", "--data", server.data());
    assertEquals(2, empty.code());
    assertTrue(empty.err().contains("is no model folder"), empty::err);
    Cli.Run nowhere = Cli.run("models", "import", folder, "--id", "x", "--data", folder);
    assertEquals(2, nowhere.code());
    assertTrue(nowhere.err().contains("No 'zoodip serve' runs"), nowhere::err);
    Cli.Run keyless =
        Cli.run("models", "import", folder, "--id", "x", "--endpoint", "http://localhost:1");
    assertEquals(2, keyless.code());
    Cli.Run unscored =
        Cli.run(
            "models",
            "import",
            GOLDENS.resolve("sd15"),
            "--id",
            "x",
            "--clip-model",
            "missing",
            "--data",
            server.data());
    assertEquals(2, unscored.code());
    assertTrue(unscored.err().contains("bring it in first"), unscored::err);
  }

  private static Cli.Run importing(LocalServer server, String golden, String id, Object... more) {
    Object[] words = new Object[7 + more.length];
    Object[] first = {
      "models", "import", GOLDENS.resolve(golden), "--id", id, "--data", server.data()
    };
    System.arraycopy(first, 0, words, 0, first.length);
    System.arraycopy(more, 0, words, first.length, more.length);
    return Cli.run(words);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
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
}
