package zoodip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A data folder that version 0.1.0 left is served by this one. In it are a subject and two
 * trainings with previews, one of two vectors, what they learned, a concept that was imported, and
 * an evaluation; the models are published anew.
 */
@Timeout(300)
class DataFolderIT {
  /** As {@code concepts show} of 0.1.0 had it. */
  private static final String DIGEST =
      "80b964508304a6df0ad965bb53df185792e2b2ed0bf77ff70458849b0443b905";

  private static final String EVALUATION = "b09e8bbe8ef289e36a3c";

  @Test
  void aFolderOfBeforeOpensAndItsConceptsAreVerified() throws Exception {
    Path folder = Files.createTempDirectory("zoodip-data-folder-");
    unpack(folder.resolve("data"));
    try (LocalServer server = LocalServer.on(folder)) {
      assertSays(server, "<imported>", "concepts", "list");
      assertSays(server, "<mug-two>", "concepts", "list");
      assertSays(server, DIGEST, "concepts", "show", "mug", "--json");
      assertSays(server, "verified   yes", "concepts", "verify", "mug");
      assertSays(server, "verified   yes", "concepts", "verify", "mug-two");
      assertSays(server, "previews/000030.png", "jobs", "files", job(server));
      assertSays(server, "0.509", "evaluations", "show", EVALUATION);
      assertSays(server, "images/0000-000.png", "evaluations", "files", EVALUATION);
      assertSays(server, "mug", "subjects", "list");
      assertSays(
          server, ".png", "generate", "a <mug> mug", "--steps", 2, "--out", folder.resolve("out"));
      assertSays(server, "step 30/30", "train", "mug", "--steps", 30, "--name", "mug", "--watch");
      assertSays(server, "verified   yes", "concepts", "verify", "mug");
    }
  }

  private static String job(LocalServer server) {
    return Json.of(server.run("concepts", "show", "mug", "--json"))
        .get("trainingJob")
        .getAsString();
  }

  private static void assertSays(LocalServer server, String words, Object... command) {
    Cli.Run run = server.run(command);
    assertEquals(0, run.code(), run::err);
    assertTrue((run.out() + run.err()).contains(words), run::out);
  }

  private static void unpack(Path folder) throws IOException {
    try (InputStream file = DataFolderIT.class.getResourceAsStream("data-folder.zip");
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = folder.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        Files.copy(zip, target);
      }
    }
  }
}
