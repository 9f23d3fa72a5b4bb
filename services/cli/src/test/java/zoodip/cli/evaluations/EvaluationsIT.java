package zoodip.cli.evaluations;

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
import zoodip.cli.errors.ExitCodes;

@ExtendWith(LocalServer.Extension.class)
@Timeout(300)
class EvaluationsIT {
  @TempDir Path folder;

  @Test
  void aConceptIsScoredPromptByPromptAndItsFilesAreFetched(LocalServer server) throws IOException {
    Cli.Run run =
        server.run(
            "evaluate",
            "mug",
            "--prompts",
            prompts(),
            "--steps",
            2,
            "--diversity",
            2,
            "--seed",
            4,
            "--out",
            folder.resolve("scores"));
    assertEquals(0, run.code(), run::err);
    assertTrue(run.out().contains("a <mug> mug in the snow"), run::out);
    assertTrue(run.out().contains("all of <mug>"), run::out);
    assertTrue(run.err().contains("picture "), run::err);
    assertTrue(Files.size(folder.resolve("scores/report.json")) > 0);
    assertTrue(Files.size(folder.resolve("scores/contact-sheet.png")) > 0);
  }

  @Test
  void theClassWordAloneIsScoredAsJson(LocalServer server) throws IOException {
    Cli.Run run =
        server.run(
            "evaluate",
            "--subject",
            "mug",
            "--prompts",
            prompts(),
            "--steps",
            2,
            "--json",
            "--model",
            "toybox");
    assertEquals(0, run.code(), run::err);
    List<JsonObject> changes = Json.lines(run);
    JsonObject last = changes.get(changes.size() - 1);
    assertEquals(2, last.getAsJsonArray("promptScores").size());
    String name = last.get("name").getAsString();

    Cli.Run shown = server.run("evaluations", "show", name);
    assertTrue(shown.out().contains("all of the class word"), shown::out);
    Cli.Run listed = server.run("evaluations", "list", "--subject", "mug", "--state", "succeeded");
    assertTrue(listed.out().contains(name.substring(name.lastIndexOf('/') + 1)), listed::out);
    Cli.Run files = server.run("evaluations", "files", name);
    assertTrue(files.out().contains("report.json"), files::out);
    assertEquals(0, server.run("evaluations", "watch", name).code());
    assertEquals(0, server.run("evaluations", "delete", name).code());
    assertEquals(ExitCodes.REFUSED, server.run("evaluations", "show", name).code());
  }

  @Test
  void aQueuedEvaluationCanBeCancelled(LocalServer server) {
    Cli.Run queued =
        server.run(
            "evaluate",
            "mug",
            "--prompt-set",
            "toybox",
            "--images-per-prompt",
            50,
            "--no-wait",
            "--json");
    String name = Json.of(queued).get("name").getAsString();
    assertEquals(0, server.run("evaluations", "cancel", name, "--reason", "a test").code());
    Cli.Run watched = server.run("evaluations", "watch", name);
    assertEquals(ExitCodes.NO, watched.code());
    assertTrue(watched.err().contains("was cancelled"), watched::err);
  }

  @Test
  void whatIsToBeScoredHasToBeSaid(LocalServer server) {
    assertEquals(2, server.run("evaluate").code());
    Cli.Run unknown = server.run("evaluate", "mugs");
    assertEquals(ExitCodes.REFUSED, unknown.code());
    assertTrue(unknown.err().contains("did you mean <mug>?"), unknown::err);
    Cli.Run checked = server.run("evaluate", "mug", "--validate-only");
    assertEquals(0, checked.code(), checked::err);
  }

  private Path prompts() throws IOException {
    return Files.writeString(
        folder.resolve("prompts.txt"), "a {0} {1} in the snow\n\na {0} {1} at night\n");
  }
}
