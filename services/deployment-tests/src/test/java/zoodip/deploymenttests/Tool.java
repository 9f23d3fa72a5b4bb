package zoodip.deploymenttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program that a test runs where it is installed. A system property of its name says where it is,
 * else it is looked for on the path.
 *
 * @param name of the program
 * @param source where it can be had, for people who lack it
 */
record Tool(String name, String source) {
  static final Tool PROMTOOL = new Tool("promtool", "Debian's package prometheus has it");
  static final Tool COMPOSE_CHECK = new Tool("compose-check", "infra/lab/build.sh builds it");

  /** Runs it, and expects it to be content. */
  void run(Path folder, String... arguments) throws Exception {
    Optional<Path> program = program();
    if (program.isEmpty()) {
      System.out.printf(
          "Skipped: %s is not here; %s, and -D%s=FILE says where it is%n", name, source, name);
    }
    assumeTrue(program.isPresent(), () -> name + " is not here; " + source);
    List<String> command = new ArrayList<>(List.of(program.get().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + output);
  }

  private Optional<Path> program() {
    String property = System.getProperty(name, "");
    if (!property.isEmpty()) {
      return Optional.of(Path.of(property));
    }
    return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
