package zoodip.cli.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import zoodip.cli.Cli;
import zoodip.cli.Json;
import zoodip.cli.LocalServer;
import zoodip.cli.errors.ExitCodes;

@ExtendWith(LocalServer.Extension.class)
@Timeout(600)
class ExperimentIT {
  private static final String SCORING =
      """
      model: toybox
      prompts: ["a {0} {1} in the snow"]
      generation: {steps: 2}
      """;

  @TempDir Path folder;

  @Test
  void aPlanThatWasCutOffGoesOnWhereItWas(LocalServer server) throws Exception {
    Path plan =
        plan(
            "cut-off",
            """
            subjects: [mug-01, cat-07]
            seeds: [1]
            baseline: published
            at_equal_rows: 120
            methods:
              - name: published
                settings: {method: zoodip, history: 0}
                sweep: {directions: [1, 2]}
              - name: fast
                settings: {method: sensitivity_directions}
            """
                .replace("baseline: published", "baseline: published directions=2"));
    Cli.Run checked = server.run("experiment", "run", plan, "--validate-only");
    assertEquals(0, checked.code(), checked::err);
    assertTrue(checked.err().contains("6 trainings and 2 class words; 0 of these"), checked::err);
    assertEquals(List.of(), jobs(server, "cut-off"));
    Cli.Run early = server.run("experiment", "report", plan, "--out", folder.resolve("early"));
    assertEquals(ExitCodes.NO, early.code(), early::err);

    killedOnce(server, plan, () -> states(server, "cut-off").contains("JOB_STATE_SUCCEEDED"));
    Cli.Run run = server.run("experiment", "run", plan);
    assertEquals(0, run.code(), run::toString);
    assertTrue(run.out().contains("8 of 8 done, 0 failed"), run::toString);
    assertTrue(run.err().contains("done 8/8"), run::toString);
    assertEquals(6, jobs(server, "cut-off").size());
    Cli.Run done = server.run("experiment", "run", plan);
    assertTrue(done.err().contains("8 of these are done already"), done::toString);
    assertEquals(6, jobs(server, "cut-off").size());

    Path out = folder.resolve("report");
    Cli.Run report = server.run("experiment", "report", plan, "--out", out);
    assertEquals(0, report.code(), report::toString);
    List<String> cells = Files.readAllLines(out.resolve("cells.csv"));
    assertEquals(7, cells.size());
    assertTrue(
        cells.get(1).startsWith("mug-01,published,published directions=1,"), cells::toString);
    assertTrue(cells.get(1).contains(",1,60,120,"), cells::toString);
    assertTrue(cells.get(3).contains(",1,13,117,"), cells::toString);
    assertEquals(4, Files.readAllLines(out.resolve("summary.csv")).size());
    String text = Files.readString(out.resolve("REPORT.md"));
    assertTrue(text.contains("6 trainings of 6 are done"), text);
    assertTrue(text.contains("| trained with "), text);
    assertTrue(Files.size(out.resolve("scores.png")) > 0);

    Path offline = folder.resolve("offline");
    Cli.Run again =
        Cli.run(
            "experiment",
            "report",
            plan,
            "--offline",
            "--cells",
            out.resolve("cells.csv"),
            "--out",
            offline,
            "--server",
            "localhost:1");
    assertEquals(0, again.code(), again::toString);
    assertEquals(
        cells.stream().map(cell -> cell.replaceFirst(",[^,]*$", "")).toList(),
        Files.readAllLines(offline.resolve("cells.csv")).stream()
            .map(cell -> cell.replaceFirst(",[^,]*$", ""))
            .toList());
    assertEquals(2, server.run("experiment", "report", plan, "--offline", "--out", offline).code());
  }

  @Test
  void subjectsAndModelMayBeNamedBesideThePlan(LocalServer server) throws IOException {
    Path plan =
        Files.writeString(
            folder.resolve("beside.yaml"),
            """
            name: beside
            seeds: [1, 2]
            methods:
              - name: published
                settings: {method: zoodip, history: 21}
            """);
    Cli.Run checked =
        server.run(
            "experiment",
            "run",
            plan,
            "--subjects",
            server.photos(),
            "--model",
            "toybox",
            "--validate-only");
    assertEquals(0, checked.code(), checked::toString);
    assertTrue(checked.err().contains("2 trainings and 1 class words"), checked::err);
    Cli.Run unknown =
        server.run("experiment", "run", plan, "--subjects", server.photos(), "--model", "sd15");
    assertEquals(ExitCodes.REFUSED, unknown.code(), unknown::toString);
    assertEquals(2, server.run("experiment", "run", plan, "--validate-only").code());
  }

  @Test
  void whatFailedIsToldAndDoneAgainWhenAskedFor(LocalServer server) throws Exception {
    Path plan =
        plan(
            "cancelled",
            """
            subjects: [mug-01]
            seeds: [1]
            methods:
              - name: published
                settings: {method: zoodip, history: 0, directions: 1, steps: 600}
            """);
    killedOnce(server, plan, () -> states(server, "cancelled").contains("JOB_STATE_RUNNING"));
    String job = jobs(server, "cancelled").get(0).get("name").getAsString();
    assertEquals(0, server.run("jobs", "cancel", job).code());

    Cli.Run failed = server.run("experiment", "run", plan);
    assertEquals(ExitCodes.NO, failed.code(), failed::toString);
    assertTrue(failed.out().contains("failed  published, mug-01, seed 1: "), failed::toString);
    assertTrue(failed.out().contains("was cancelled"), failed::toString);
    assertTrue(failed.err().contains("--retry-failed"), failed::toString);
    assertEquals(1, jobs(server, "cancelled").size());
    Cli.Run retried = server.run("experiment", "run", plan, "--retry-failed");
    assertEquals(0, retried.code(), retried::toString);
    assertEquals(2, jobs(server, "cancelled").size());
    Cli.Run again = server.run("experiment", "run", plan);
    assertTrue(again.err().contains("2 of these are done already"), again::toString);
  }

  @Test
  void settingsThatTheServerRefusesAreToldWithTheirCell(LocalServer server) throws IOException {
    Path plan =
        plan(
            "refused",
            """
            subjects: [mug-01]
            seeds: [1]
            methods:
              - name: fast
                settings: {method: sensitivity_directions, history: 20}
            """);
    Cli.Run run = server.run("experiment", "run", plan, "--validate-only");
    assertEquals(2, run.code(), run::toString);
    assertTrue(run.err().contains("fast, mug-01, seed 1: "), run::err);
    assertTrue(run.err().contains("history: is a setting of the method ZOODIP"), run::err);
    assertEquals(2, server.run("experiment", "run", plan, "--queue", 0).code());
    assertFalse(Files.exists(folder.resolve("none")));
  }

  /** A run in a process of its own that is killed as soon as something has happened. */
  private static void killedOnce(LocalServer server, Path plan, BooleanSupplier happened)
      throws Exception {
    Process client =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "zoodip.cli.Zoodip",
                "experiment",
                "run",
                plan.toString(),
                "--queue",
                "2",
                "--server",
                server.address())
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "experiment.log").toFile())
            .start();
    try {
      while (!happened.getAsBoolean()) {
        assertTrue(client.isAlive(), "target/experiment.log tells more");
        Thread.sleep(100);
      }
    } finally {
      client.destroyForcibly().waitFor();
    }
  }

  private static List<String> states(LocalServer server, String plan) {
    return jobs(server, plan).stream().map(job -> job.get("state").getAsString()).toList();
  }

  private static List<JsonObject> jobs(LocalServer server, String plan) {
    JsonElement all = Json.of(server.run("jobs", "list", "--json")).get("trainingJobs");
    return StreamSupport.stream(
            (all == null ? new JsonArray() : all.getAsJsonArray()).spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(job -> job.get("conceptId").getAsString().startsWith(plan + "-"))
        .toList();
  }

  private Path plan(String name, String text) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".yaml"), "name: " + name + "\n" + SCORING + text);
  }
}
