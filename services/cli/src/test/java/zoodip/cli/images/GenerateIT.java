package zoodip.cli.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import zoodip.cli.Cli;
import zoodip.cli.Json;
import zoodip.cli.LocalServer;
import zoodip.images.RgbImage;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;

@ExtendWith(LocalServer.Extension.class)
@Timeout(300)
class GenerateIT {
  private static final String PROMPT = "a <mug> mug in the snow";

  @TempDir Path folder;

  @Test
  void imagesAndTheirGridBecomeFiles(LocalServer server) throws IOException {
    Cli.Run run =
        server.run(
            "generate",
            PROMPT,
            "a mug",
            "--count",
            2,
            "--seed",
            3,
            "--steps",
            2,
            "--grid",
            "--out",
            folder);
    assertEquals(0, run.code(), run::err);
    List<String> files = run.out().lines().toList();
    assertEquals(5, files.size(), run::out);
    assertEquals(folder.resolve("a-mug-mug-in-the-snow-3.png").toString(), files.get(0));
    assertEquals(64, image(files.get(0)).width());
    assertTrue(image(files.get(4)).width() > 2 * 192, files.get(4));
    assertTrue(run.err().contains("step 2/2"), run::err);
  }

  @Test
  void theSameSeedDrawsTheSameImage(LocalServer server) throws IOException {
    Object[] words = {
      "generate",
      PROMPT,
      "--seed",
      5,
      "--steps",
      2,
      "--width",
      32,
      "--height",
      64,
      "--guidance",
      2,
      "--scheduler",
      "euler",
      "--negative",
      "a cat",
      "--json",
      "--out",
      folder
    };
    JsonObject first = Json.lines(server.run(words)).get(0);
    byte[] before = Files.readAllBytes(Path.of(first.get("file").getAsString()));
    assertEquals(32, first.get("width").getAsInt());
    assertEquals(PROMPT, first.get("prompt").getAsString());
    JsonObject second = Json.lines(server.run(words)).get(0);
    assertEquals(first, second);
    assertArrayEquals(before, Files.readAllBytes(Path.of(second.get("file").getAsString())));
  }

  @Test
  void anUnknownConceptIsAnErrorWithASuggestion(LocalServer server) throws IOException {
    Cli.Run run = server.run("generate", "a <mugs> mug", "--model", "toybox", "--out", folder);
    assertEquals(2, run.code());
    assertTrue(run.err().contains("did you mean <mug>?"), run::err);
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aSizeThatTheModelCannotDrawIsExplained(LocalServer server) {
    Cli.Run run =
        server.run("generate", PROMPT, "--width", 33, "--model", "toybox", "--out", folder);
    assertEquals(2, run.code());
    assertTrue(run.err().contains("multiples of"), run::err);
  }

  private static RgbImage image(String file) throws IOException {
    return Photos.decode(Files.readAllBytes(Path.of(file)), PhotoLimits.DEFAULT).image();
  }
}
