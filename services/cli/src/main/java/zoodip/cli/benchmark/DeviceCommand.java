package zoodip.cli.benchmark;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import zoodip.cli.errors.UsageException;
import zoodip.cli.files.OutputFile;
import zoodip.diffusion.engine.DeviceReport;
import zoodip.diffusion.engine.Devices;
import zoodip.diffusion.engine.TorchThread;
import zoodip.platform.files.TemporaryFolder;
import zoodip.toybox.Toybox;

/** Checks and measures everything that is new on a device. */
@Command(
    name = "device",
    description = {
      "Checks a device: reference tensors, the fidelity of each training mode, steps and drawing of"
          + " the toybox and of models of the published sizes with random weights, memory that does"
          + " not suffice, and two trainings in one batch.",
      "",
      "infra/gpu/check.sh runs it on a GPU, and the tests on the processor."
    },
    footer = {
      "%nExamples:",
      "  zoodip benchmark device --device gpu0 --goldens goldens/ --markdown gpu.md --json gpu.json",
      "  zoodip benchmark device --sizes sd15 --steps 20",
      "%nExit codes:",
      "  0  all is as it has to be",
      "  1  reference tensors, the memory or the batch are not; the report says which",
      "  2  the device cannot be used; the message says why"
    })
final class DeviceCommand extends MeasurementCommand {
  @Option(
      names = "--device",
      paramLabel = "D",
      defaultValue = "cpu",
      description = "cpu, or gpu0 with a libtorch for CUDA (default: cpu).")
  private String device;

  @Option(
      names = "--goldens",
      paramLabel = "DIR",
      description =
          "Models with reference tensors beside them: NAME/ and NAME.safetensors (default: none).")
  private Path goldens;

  @Option(
      names = "--sizes",
      paramLabel = "SIZE",
      split = ",",
      description =
          "Sizes to measure besides the toybox: sd15, sd21, sdxl, several with commas (default:"
              + " none).")
  private List<String> sizes = List.of();

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "10",
      description = "Steps of trainings, and of pictures, to measure (default: 10).")
  private int steps;

  @Option(
      names = "--directions",
      paramLabel = "N",
      defaultValue = "256",
      description = "Random directions for the fidelity of each mode (default: 256).")
  private int directions;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Also write the report to a file, as a table beside the paper's figures.")
  private Path markdown;

  private boolean sound;

  @Override
  void measure(BenchmarkReport report) {
    check();
    DeviceMemory memory = DeviceMemory.now(device);
    TorchThread.startOn(device);
    DeviceFindings findings = findings(memory);
    findings.putInto(report);
    sound = findings.isSound();
    if (markdown != null) {
      OutputFile.write(markdown, ByteString.copyFromUtf8(DeviceTable.of(findings)));
    }
  }

  private void check() {
    if (steps < 1 || directions < 2) {
      throw new UsageException("--steps is at least 1, --directions at least 2");
    }
    try {
      Devices.checkName(device);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private DeviceFindings findings(DeviceMemory memory) {
    List<DeviceGoldens> checked =
        goldens == null ? List.of() : DeviceGoldens.all(goldens, device, this::progress);
    Path toybox = Toybox.model(TemporaryFolder.open("device").untilExit().path());
    progress("fidelity of the training modes");
    Map<String, Object> fidelity = new DeviceFidelity(toybox, device).of(directions);
    progress("memory that does not suffice, and two trainings in a batch");
    DeviceBatch batch = DeviceBatch.of(toybox, device);
    List<DeviceSpeed> speeds = speeds(toybox, memory);
    return new DeviceFindings(DeviceReport.of(device), checked, fidelity, batch, speeds);
  }

  private List<DeviceSpeed> speeds(Path toybox, DeviceMemory memory) {
    List<DeviceSpeed> speeds = new ArrayList<>();
    progress("steps and drawing of the toybox");
    speeds.add(DeviceSpeed.ofModel("toybox", toybox, memory, steps));
    for (String size : sizes) {
      progress("steps and drawing of %s's size", size);
      speeds.add(DeviceSpeed.ofSize(size, memory, steps));
    }
    return speeds;
  }

  @Override
  int exitCode() {
    return sound ? 0 : 1;
  }
}
