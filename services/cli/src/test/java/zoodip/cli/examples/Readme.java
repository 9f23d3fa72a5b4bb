package zoodip.cli.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands that README.md shows, run by a shell as a reader would. */
final class Readme {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final int PATIENCE_MINUTES = 10;

  private Readme() {}

  /**
   * What a run printed.
   *
   * @param text of standard output and standard error
   */
  record Run(int code, String text) {}

  /** The first block of commands after a heading. */
  static String commands(String heading) throws IOException {
    String text = Files.readString(ROOT.resolve("README.md"));
    Matcher block =
        Pattern.compile(
                "^#+ " + Pattern.quote(heading) + "$.*?^```bash\\n(.*?)^```$",
                Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(text);
    if (!block.find()) {
      throw new AssertionError("README.md has no commands under '" + heading + "'");
    }
    return block.group(1);
  }

  /**
   * Runs commands in a folder that looks like the root of the repository; the first that fails ends
   * it.
   *
   * @param server host:port that the command line talks to
   */
  static Run run(String commands, Path folder, String server)
      throws IOException, InterruptedException {
    for (String each : List.of("services", "docs")) {
      if (!Files.exists(folder.resolve(each))) {
        Files.createSymbolicLink(folder.resolve(each), ROOT.resolve(each));
      }
    }
    String script =
        "set -e\n"
            + "zoodip() { \"$JAVA\" -jar services/cli/target/zoodip.jar \"$@\"; }\n"
            + "java() { \"$JAVA\" \"$@\"; }\n"
            + commands;
    Path log = folder.resolve("log.txt");
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    shell
        .environment()
        .put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    shell.environment().put("ZOODIP_SERVER", server);
    Process process = shell.start();
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("The commands of README.md do not end: " + commands);
    }
    return new Run(process.exitValue(), Files.readString(log));
  }
}
