package zoodip.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
class TrainingIT {
  /** Of losses.csv: the heading, the probe before the first step, and thirty steps. */
  private static final int LINES = 32;

  @Test
  void aTrainingIsWatchedInPlainLinesWhereThereIsNoTerminal(LocalServer server) {
    Cli.Run run =
        server.run(
            "train",
            "mug",
            "--model",
            "toybox",
            "--name",
            "watched",
            "--set",
            "steps=40",
            "--set",
            "directions=1",
            "--seed",
            7,
            "--precision",
            "int8",
            "--initializer",
            "red mug",
            "--vectors",
            2,
            "--watch");
    assertEquals(0, run.code(), run::err);
    assertTrue(run.out().contains("concept      <watched>"), run::out);
    assertTrue(run.out().contains("steps=40"), run::out);
    assertTrue(run.out().contains("vectors=2"), run::out);
    assertTrue(run.err().contains("step 40/40"), run::err);
    assertFalse(run.err().contains("\r"), run::err);
    assertFalse(run.err().contains("\033"), run::err);
    assertTrue(run.err().contains("zoodip generate"), run::err);
  }

  @Test
  void aWatchedTrainingAndItsEvaluationAreLinesOfJson(LocalServer server) {
    Cli.Run run =
        server.run(
            "train", "mug", "--model", "toybox", "--name", "lines", "--steps", 30, "--watch",
            "--json");
    assertEquals(0, run.code(), run::err);
    List<JsonObject> changes = Json.lines(run);
    JsonObject last = changes.get(changes.size() - 1);
    assertEquals("JOB_STATE_SUCCEEDED", last.get("state").getAsString());
    assertEquals("tenants/default/concepts/lines", last.get("concept").getAsString());
    assertEquals("", run.err());
  }

  @Test
  void whatATrainingLeavesIsPutIntoAFolder(LocalServer server, @TempDir Path folder)
      throws IOException {
    Cli.Run run =
        server.run(
            "train",
            "mug",
            "--model",
            "toybox",
            "--name",
            "kept",
            "--steps",
            30,
            "--preview-every",
            15,
            "--out",
            folder);
    assertEquals(0, run.code(), run::err);
    assertEquals(LINES, Files.readAllLines(folder.resolve("losses.csv")).size());
    assertTrue(Files.size(folder.resolve("loss-curve.png")) > 0);
    assertTrue(Files.size(folder.resolve("previews.png")) > 0);
  }

  @Test
  void aCheckedTrainingIsNotStarted(LocalServer server) {
    Cli.Run run =
        server.run(
            "train", "mug", "--model", "toybox", "--name", "unborn", "--validate-only", "--json");
    assertEquals(0, run.code(), run::err);
    assertEquals(217, Json.of(run).getAsJsonObject("settings").get("steps").getAsInt());
    Cli.Run jobs = server.run("jobs", "list", "--concept", "unborn", "--json");
    assertFalse(Json.of(jobs).has("trainingJobs"), jobs::out);
  }

  @Test
  void settingsThatCannotWorkAreExplained(LocalServer server) {
    Cli.Run run =
        server.run(
            "train", "mug", "--model", "toybox", "--set", "method=zoodip", "--set", "history=100");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("under half of the embedding's width"), run::err);
    Cli.Run typo = server.run("train", "mug", "--model", "toybox", "--set", "stepps=100");
    assertEquals(2, typo.code());
    assertTrue(typo.err().contains("did you mean steps?"), typo::err);
    Cli.Run twice =
        server.run("train", "mug", "--model", "toybox", "--steps", 3, "--set", "steps=4");
    assertEquals(2, twice.code());
    Cli.Run preset = server.run("train", "mug", "--model", "toybox", "--preset", "sd99");
    assertEquals(2, preset.code());
    assertTrue(preset.err().contains("sd15"), preset::err);
  }

  @Test
  void aSubjectThatIsNotThereIsSuggested(LocalServer server) {
    Cli.Run run = server.run("train", "mugg", "--model", "toybox");
    assertEquals(ExitCodes.REFUSED, run.code());
    assertTrue(run.err().contains("did you mean mug?"), run::err);
  }

  @Test
  void aJobIsShownCancelledWatchedAndDeleted(LocalServer server) {
    Cli.Run made =
        server.run(
            "train", "mug", "--model", "toybox", "--name", "endless", "--steps", 1_000_000,
            "--json");
    assertEquals(0, made.code(), made::err);
    String name = Json.of(made).get("name").getAsString();
    String id = name.substring(name.lastIndexOf('/') + 1);

    assertTrue(server.run("jobs", "list", "--subject", "mug").out().contains(id));
    Cli.Run shown = server.run("jobs", "get", id);
    assertTrue(shown.out().contains("steps=1000000"), shown::out);
    Cli.Run early = server.run("jobs", "delete", id);
    assertEquals(ExitCodes.REFUSED, early.code());

    Cli.Run cancelled = server.run("jobs", "cancel", id, "--reason", "a test", "--json");
    assertTrue(Json.of(cancelled).get("cancelRequested").getAsBoolean(), cancelled::out);
    Cli.Run watched = server.run("jobs", "watch", id);
    assertEquals(ExitCodes.NO, watched.code());
    assertTrue(watched.err().contains("was cancelled"), watched::err);
    assertTrue(server.run("jobs", "list", "--state", "cancelled").out().contains(id));

    assertEquals(0, server.run("jobs", "delete", id).code());
    assertEquals(ExitCodes.REFUSED, server.run("jobs", "show", id).code());
  }

  @Test
  void whatATrainingHasLeftIsListedAndFetched(LocalServer server, @TempDir Path folder)
      throws IOException {
    String job = learned(server);
    Cli.Run listed = server.run("jobs", "files", job);
    assertEquals(0, listed.code(), listed::err);
    List<String> files = listed.out().lines().toList();
    assertTrue(files.contains("loss-curve.png"), listed::out);

    Cli.Run fetched = server.run("jobs", "files", job, "--out", folder.resolve("mug"));
    assertEquals(0, fetched.code(), fetched::err);
    for (String file : files) {
      assertTrue(Files.size(folder.resolve("mug").resolve(file)) > 0, file);
    }
    assertEquals(LINES, Files.readAllLines(folder.resolve("mug/losses.csv")).size());
  }

  private static String learned(LocalServer server) {
    return Json.of(server.run("jobs", "list", "--concept", "mug", "--json"))
        .getAsJsonArray("trainingJobs")
        .get(0)
        .getAsJsonObject()
        .get("name")
        .getAsString();
  }

  @Test
  void aFinishedJobIsWatchedToItsEndAtOnce(LocalServer server) {
    String id = learned(server);
    Cli.Run run = server.run("jobs", "watch", id, "--quiet");
    assertEquals(0, run.code(), run::err);
    assertTrue(run.out().contains("state        succeeded"), run::out);
    assertEquals("", run.err());
  }
}
