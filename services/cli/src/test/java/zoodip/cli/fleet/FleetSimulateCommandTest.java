package zoodip.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import zoodip.cli.Cli;

class FleetSimulateCommandTest {
  @TempDir Path folder;

  @Test
  void eachRecoveryIsSimulatedAtEachTimeWithEachSeed() throws Exception {
    Cli.Run run =
        simulate(
            "--jobs",
            30,
            "--recovery",
            "journal,checkpoint,none",
            "--checkpoint-every",
            "500,2000",
            "--mttp",
            "0.2,1",
            "--seed",
            "1,2,3",
            "--json",
            folder.resolve("fleet.json"),
            "--csv",
            folder.resolve("jobs.csv"),
            "--plots",
            folder.resolve("plots"));
    assertEquals(0, run.code(), run::err);
    assertEquals(1 + 4 * 2, run.out().lines().count(), run::out);
    JsonObject report =
        JsonParser.parseString(Files.readString(folder.resolve("fleet.json"))).getAsJsonObject();
    assertTrue(
        report.get("command").getAsString().startsWith("zoodip fleet simulate --gpus 10"),
        report::toString);
    JsonArray runs = report.getAsJsonArray("runs");
    assertEquals(4 * 2 * 3, runs.size());
    assertEquals(1 + 30 * runs.size(), Files.readAllLines(folder.resolve("jobs.csv")).size());
    double sum =
        runs.get(0).getAsJsonObject().getAsJsonObject("shares").entrySet().stream()
            .mapToDouble(share -> share.getValue().getAsDouble())
            .sum();
    assertEquals(1, sum, 1e-9);
    for (String name : List.of("wasted", "cost", "split", "course", "waits")) {
      Path plot = folder.resolve("plots/" + name + ".png");
      assertEquals(900, ImageIO.read(plot.toFile()).getWidth());
    }
  }

  @Test
  void theSameSeedPrintsTheSame() {
    assertEquals(simulate("--jobs", 20).out(), simulate("--jobs", 20).out());
  }

  @Test
  void aFleetThatServicesWouldRefuseIsNamed() {
    Cli.Run run = simulate("--jobs", 3, "--max-members", 3, "--shards", 2);
    assertEquals(0, run.code(), run::err);
    assertTrue(run.err().contains("group.share.max.size=3, but work.fleet-slots=10"), run::err);
  }

  @ParameterizedTest
  @CsvSource({
    "--rate,0,more than 0 jobs an hour",
    "--mttp,-1,--mttp is",
    "--notice-share,2,0 to 1",
    "--checkpoint-every,0,'1 or more'",
    "--max-members,1001,1 to 1000",
    "--deliveries,1,2 or more",
    "--steps-per-second,NaN,steps a second is NaN"
  })
  void whatCannotBeSimulatedIsRefusedByName(String option, String value, String words) {
    Cli.Run run = simulate(option, value, "--recovery", "checkpoint");
    assertEquals(CommandLine.ExitCode.USAGE, run.code(), run::err);
    assertTrue(run.err().contains(words), run::err);
  }

  @Test
  void jobsEitherAreThereOrArrive() {
    Cli.Run run = simulate("--jobs", 3, "--rate", 5);
    assertEquals(CommandLine.ExitCode.USAGE, run.code());
    assertTrue(run.err().contains("either --jobs, or --rate and --hours"), run::err);
  }

  /** Ten GPUs with jobs of five minutes. */
  private static Cli.Run simulate(Object... words) {
    List<Object> all = new ArrayList<>(List.of("fleet", "simulate", "--gpus", 10, "--steps", 5000));
    all.addAll(List.of(words));
    return Cli.run(all.toArray());
  }
}
