package zoodip.cli.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import zoodip.cli.LocalServer;

/** What README.md tells a reader to type does what it says. */
@ExtendWith(LocalServer.Extension.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "README.md's commands are for a POSIX shell")
@Timeout(600)
class ReadmeIT {
  @TempDir Path folder;

  @Test
  void theTourLeadsFromPhotosToImages(LocalServer server) throws IOException, InterruptedException {
    String tour =
        replaced(
            Readme.commands("The tour"),
            "--preview-every 50 ",
            "--preview-every 20 --set steps=40 ");

    Readme.Run run = Readme.run(tour, folder, server.address());

    assertEquals(0, run.code(), run::text);
    assertTrue(Files.size(folder.resolve("my-fish/previews.png")) > 0);
    assertTrue(Files.size(folder.resolve("my-fish/loss-curve.png")) > 0);
    assertTrue(Files.size(folder.resolve("pictures/grid.png")) > 0);
    assertTrue(Files.size(folder.resolve("scores/contact-sheet.png")) > 0);
    assertTrue(Files.size(folder.resolve("scores/scores.png")) > 0);
    assertTrue(Files.size(folder.resolve("learned_embeds.safetensors")) > 0);
    assertTrue(run.text().contains("verified"), run::text);
  }

  @Test
  void theJavaClientLearnsAndDraws(LocalServer server) throws IOException, InterruptedException {
    String commands =
        replaced(
            replaced(Readme.commands("From Java"), " 217 ", " 30 "),
            "java -cp",
            "java -Dserver=" + server.address() + " -cp");

    Readme.Run run = Readme.run(commands, folder, server.address());

    assertEquals(0, run.code(), run::text);
    assertTrue(run.text().contains("learned tenants/default/concepts/java-tour"), run::text);
    assertTrue(Files.size(folder.resolve("pictures/snow-1.png")) > 0);
  }

  @Test
  void reflectionTellsAClientAllItNeeds(LocalServer server)
      throws IOException, InterruptedException {
    String commands =
        "grpcurl() { java -cp services/cli/target/zoodip.jar docs/examples/java/Call.java \"$@\"; }\n"
            + replaced(Readme.commands("By reflection"), "localhost:9001", server.address())
                .replace("my-fish", "mug");

    Readme.Run run = Readme.run(commands, folder, server.address());

    assertEquals(0, run.code(), run::text);
    assertTrue(run.text().contains("zoodip.v1.TrainingJobs"), run::text);
    assertTrue(run.text().contains("\"name\": \"models/toybox\""), run::text);
    assertTrue(run.text().contains("\"name\": \"tenants/default/concepts/mug\""), run::text);
    assertTrue(run.text().contains("\"png\": "), run::text);
  }

  /** A replacement that has to find something to replace. */
  private static String replaced(String text, String what, String with) {
    assertTrue(text.contains(what), () -> what + " is not in: " + text);
    return text.replace(what, with);
  }
}
