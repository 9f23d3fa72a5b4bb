package zoodip.cli.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import zoodip.diffusion.engine.CpuFeatures;

/** What a report says of where it was made. */
final class ReportingMachine {
  private ReportingMachine() {}

  /**
   * Names and values.
   *
   * @param program this program and its version
   */
  static Map<String, String> environment(String program) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("reported by", program);
    environment.put("processor of the reporting machine", CpuFeatures.name());
    environment.put("its processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    environment.put("its system", System.getProperty("os.name"));
    environment.put("its Java", Runtime.version().toString());
    return environment;
  }
}
