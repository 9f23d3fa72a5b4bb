package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The Helm chart, rendered by Helm itself, which comes as a native library. */
final class Chart {
  static final Path FOLDER = Repository.ROOT.resolve("helm/zoodip");

  /** The installs that have values of their own. */
  static final List<String> INSTALLS = List.of("kind", "gpu-node", "spot", "air-gapped");

  /** Objects that nobody changes, by their values. */
  private static final Map<String, RenderedChart> RENDERED = new ConcurrentHashMap<>();

  private static final String KUBERNETES = "1.36.3";

  private Chart() {}

  /** The values as they come. */
  static RenderedChart withDefaults(Map<String, String> values) {
    return RENDERED.computeIfAbsent(
        new TreeMap<>(values).toString(), key -> RenderedChart.of(text(command(), values)));
  }

  /** Those of an install, with some set otherwise. */
  static RenderedChart of(String install, Map<String, String> values) {
    return RENDERED.computeIfAbsent(
        install + " " + new TreeMap<>(values), key -> RenderedChart.of(text(install, values)));
  }

  static String text(String install, Map<String, String> values) {
    return text(command().withValuesFile(FOLDER.resolve("values/" + install + ".yaml")), values);
  }

  /**
   * What is said to whoever installs it. Helm takes its own idea of a cluster's version where it
   * asks none, so the chart that it gets asks for no version.
   */
  static String notes(Path temporary, Map<String, String> values) throws IOException {
    requireHelm();
    copy(temporary);
    Path about = temporary.resolve("Chart.yaml");
    Files.writeString(about, Files.readString(about).replaceAll("(?m)^kubeVersion:.*$", ""));
    InstallCommand command =
        new Helm(temporary)
            .install()
            .withName("zoodip")
            .withNamespace("zoodip")
            .clientOnly()
            .dryRun();
    values.forEach(command::set);
    return command.call().getOutput();
  }

  private static void copy(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(FOLDER.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  static LintResult lint() {
    requireHelm();
    return new Helm(FOLDER).lint().strict().call();
  }

  private static String text(TemplateCommand command, Map<String, String> values) {
    values.forEach(command::set);
    return command.call();
  }

  private static TemplateCommand command() {
    requireHelm();
    return new Helm(FOLDER)
        .template()
        .withName("zoodip")
        .withNamespace("zoodip")
        .withKubeVersion(KUBERNETES);
  }

  private static void requireHelm() {
    assumeTrue(
        Availability.HELM,
        "Helm's native library does not load here; com.marcnuri.helm-java has it for Linux, macOS"
            + " and Windows");
  }

  private static final class Availability {
    static final boolean HELM = loads();

    private static boolean loads() {
      try {
        return Helm.version().call() != null;
      } catch (LinkageError | IllegalStateException e) {
        return false;
      }
    }
  }
}
