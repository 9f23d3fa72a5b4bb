package zoodip.cli.benchmark;

import zoodip.diffusion.engine.DeviceReport;

/** A device's findings for people, beside the figures of ZOODiP's paper. */
final class DeviceTable {
  /** Steps a second, and GB, of SD 1.5 in int8 with two directions on an RTX 3090. */
  private static final String PAPER_STEPS = "16.1";

  private static final String PAPER_MEMORY = "2.37";

  private static final String PAPERS_SIZE = "sd15";

  private DeviceTable() {}

  /** Markdown. */
  static String of(DeviceFindings findings) {
    StringBuilder text = new StringBuilder();
    title(text, findings.device());
    line(text, "what", "here", "paper, RTX 3090");
    line(text, "---", "---", "---");
    findings.speeds().forEach(speed -> speed(text, speed));
    findings
        .goldens()
        .forEach(
            family -> line(text, "reference tensors of " + family.name(), agreement(family), ""));
    findings
        .fidelity()
        .forEach((mode, value) -> line(text, "fidelity of " + mode, value.toString(), ""));
    line(
        text,
        "memory runs out: a batch is halved, the next step is the same",
        said(findings.batch().survivesExhaustion()),
        "");
    line(
        text,
        "a step has the same bits in a batch with another job's",
        said(findings.batch().sameBits()),
        "");
    return text.toString();
  }

  private static void title(StringBuilder text, DeviceReport device) {
    text.append(
        "# %s%n%nlibtorch %s, driver %s, memory: %s%n%n"
            .formatted(device.device(), device.libtorch(), device.driver(), device.memory()));
  }

  private static String agreement(DeviceGoldens family) {
    return "%d of %d agree".formatted(family.entries() - family.failed(), family.entries());
  }

  private static void speed(StringBuilder text, DeviceSpeed speed) {
    boolean papers = speed.size().equals(PAPERS_SIZE);
    String of = "%s, %d px: ".formatted(speed.size(), speed.resolution());
    line(
        text,
        of + "steps a second, int8, two directions",
        "%.3g".formatted(1 / speed.stepSeconds()),
        papers ? PAPER_STEPS : "");
    line(
        text,
        of + "memory of a training, GB",
        "%.2f".formatted(speed.stepMib() * 1.048576e-3),
        papers ? PAPER_MEMORY : "");
    line(
        text,
        of + "seconds of a picture of %d steps, one and of four".formatted(speed.pictureSteps()),
        "%.3g, %.3g".formatted(speed.pictureSeconds(), speed.batchSeconds()),
        "");
    line(
        text, of + "memory of drawing, GB", "%.2f".formatted(speed.drawingMib() * 1.048576e-3), "");
  }

  private static String said(boolean holds) {
    return holds ? "yes" : "no";
  }

  private static void line(StringBuilder text, String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |%n".formatted());
  }
}
