package zoodip.cli.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.cli.Cli;
import zoodip.diffusion.engine.MallocArenas;
import zoodip.toybox.Toybox;

/** The measurements measure what they say; how fast anything is, no test asks. */
class BenchmarkTest {
  @TempDir static Path folder;
  private static Path model;

  @BeforeAll
  static void unpack() {
    model = Toybox.model(folder.resolve("toybox"));
  }

  private static JsonObject report(Object... words) throws IOException {
    Path file = folder.resolve("report.json");
    Object[] all = new Object[words.length + 3];
    all[0] = "benchmark";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "--json";
    all[words.length + 2] = file;
    Cli.Run run = Cli.run(all);
    assertEquals(0, run.code(), run::err);
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  @Test
  void aStepIsSplitIntoItsParts() throws IOException {
    JsonObject report =
        report("training-step", "--model", model, "--steps", 2, "--jobs", 2, "--n", 1);
    assertEquals(
        Set.of("median", "min", "max"), report.getAsJsonObject("seconds_per_step").keySet());
    JsonObject split = report.getAsJsonObject("split_seconds");
    assertEquals(Set.of("vae", "text", "unet", "update"), split.keySet());
    double median = report.getAsJsonObject("seconds_per_step").get("max").getAsDouble();
    assertTrue(split.get("unet").getAsDouble() <= median, split::toString);
    assertTrue(split.get("unet").getAsDouble() > split.get("update").getAsDouble());
    assertEquals(
        Set.of("loaded", "steady", "peak_of_steps", "peak"),
        report.getAsJsonObject("rss_mib").keySet());
    JsonObject parameters = report.getAsJsonObject("parameters");
    assertTrue(parameters.get("share").getAsDouble() > 0.98, parameters::toString);
    assertTrue(report.get("share_of_limit").getAsDouble() > 0);
  }

  @Test
  void aBasisIsToldApartFromSteps() throws IOException {
    JsonObject report =
        report(
            "training-step",
            "--model",
            model,
            "--steps",
            2,
            "--method",
            "sensitivity_directions",
            "--basis",
            20);
    assertEquals(8, report.get("directions").getAsInt());
    JsonObject bases = report.getAsJsonObject("bases");
    assertEquals(129, bases.get("text_rows").getAsInt());
    assertEquals(20 * (4 + 2 * 128), bases.get("journal_bytes").getAsInt());
    double step = report.getAsJsonObject("seconds_per_step").get("median").getAsDouble();
    assertEquals(step / 9, report.get("seconds_per_row").getAsDouble(), step / 100);
    assertTrue(
        report.getAsJsonObject("projected_hours").get("rows_12000").getAsDouble()
            > report.getAsJsonObject("projected_hours").get("rows_2000").getAsDouble());
    Cli.Run few =
        Cli.run(
            "benchmark",
            "training-step",
            "--model",
            model,
            "--method",
            "sensitivity_directions",
            "--basis",
            4);
    assertEquals(2, few.code());
    assertTrue(few.err().contains("larger --basis"), few::err);
  }

  @Test
  void aDeviceThatIsNotThereIsNamed() {
    for (String device : Set.of("gpu900", "tpu")) {
      Cli.Run run = Cli.run("benchmark", "load", "--model", model, "--device", device);
      assertEquals(2, run.code(), run::err);
      assertEquals(1, run.err().lines().count(), run::err);
      assertTrue(run.err().contains(device) && run.err().contains("use cpu"), run::err);
    }
  }

  @Test
  void theReportSaysWhatMallocItHad() throws IOException {
    JsonObject machine = report("load", "--model", model).getAsJsonObject("machine");
    assertEquals(MallocArenas.describe(), machine.get("malloc").getAsString());
  }

  @Test
  void modesThatDrownTheSignalAreFound() throws IOException {
    JsonObject report =
        report("fidelity", "--model", model, "--directions", 40, "--smoothing", 0.01);
    JsonObject fidelity = report.getAsJsonObject("fidelity");
    assertTrue(fidelity.get("int8/fp32").getAsDouble() > 0.95, fidelity::toString);
    assertTrue(fidelity.get("int8/bf16").getAsDouble() < 0.95, fidelity::toString);
    if (fidelity.has("int8/int8")) {
      assertTrue(fidelity.get("int8/int8").getAsDouble() > 0.95, fidelity::toString);
    }
    JsonObject errors = report.getAsJsonObject("prediction_error");
    assertEquals(fidelity.keySet(), errors.keySet());
    double int8 = errors.get("int8/fp32").getAsDouble();
    double int4 = errors.get("int4/fp32").getAsDouble();
    assertTrue(0 < int8 && int8 < int4 && int4 < 0.3, errors::toString);
  }

  @Test
  void imagesAreDrawnAloneAndTogether() throws IOException {
    JsonObject rates =
        report("generation", "--model", model, "--count", 2, "--steps", 2)
            .getAsJsonObject("pictures_per_second");
    assertEquals(Set.of("one_by_one", "in_one_batch", "gain"), rates.keySet());
  }

  @Test
  void loadingIsMeasuredInTimeAndMemory() throws IOException {
    JsonObject report = report("load", "--model", model, "--precision", "int4");
    assertTrue(report.get("seconds").getAsDouble() > 0);
    assertTrue(report.getAsJsonObject("parameters").get("quantized").getAsLong() > 8_000_000);
  }

  @Test
  void theMachinesLimitsAreInAllElementTypes() throws IOException {
    JsonObject rates = report("limits").getAsJsonObject("gflops_per_second");
    assertEquals(Set.of("fp32", "bf16", "int8"), rates.keySet());
    rates.entrySet().forEach(rate -> assertTrue(rate.getValue().getAsDouble() > 0, rate::getKey));
  }

  @Test
  void whatCannotBeMeasuredIsRefused() {
    Cli.Run neither = Cli.run("benchmark", "load");
    assertEquals(2, neither.code());
    assertTrue(neither.err().contains("--random"), neither::err);
    Cli.Run unknown = Cli.run("benchmark", "load", "--random", "sd99");
    assertEquals(2, unknown.code());
    assertTrue(unknown.err().contains("sd15"), unknown::err);
    Cli.Run mixed =
        Cli.run("benchmark", "load", "--model", model, "--precision", "fp32", "--compute", "int8");
    assertEquals(2, mixed.code());
    assertTrue(mixed.err().contains("int8 weights"), mixed::err);
  }
}
