package zoodip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** docs/CLI.md says what the command can do. */
class CommandReferenceTest {
  private static final Path REFERENCE = Path.of("../../docs/CLI.md");
  private static final Pattern HEADING =
      Pattern.compile("(?m)^### `(zoodip[^`]*?)(?: [A-Z\\[].*)?`$");
  private static final Set<String> SHARED =
      Set.of(
          "--help",
          "--server",
          "--tenant",
          "--tls",
          "--tls-trust",
          "--api-key-file",
          "--timeout",
          "--json",
          "--quiet");

  @Test
  void everyCommandHasASectionAndNoOtherHas() throws IOException {
    Set<String> documented = new TreeSet<>();
    Matcher heading = HEADING.matcher(Files.readString(REFERENCE));
    while (heading.find()) {
      documented.add(heading.group(1));
    }
    assertEquals(
        Commands.all(Zoodip.commandLine())
            .filter(command -> command.getSubcommands().isEmpty())
            .map(command -> command.getCommandSpec().qualifiedName())
            .collect(Collectors.toCollection(TreeSet::new)),
        documented);
  }

  @Test
  void everyOptionIsInItsCommandsSection() throws IOException {
    String reference = Files.readString(REFERENCE);
    Set<String> missing = new TreeSet<>();
    Commands.all(Zoodip.commandLine())
        .filter(command -> command.getSubcommands().isEmpty())
        .forEach(
            command -> {
              String section = section(reference, command);
              options(command).stream()
                  .filter(option -> !section.contains("`" + option))
                  .forEach(option -> missing.add(command.getCommandName() + " " + option));
            });
    assertEquals(Set.of(), missing);
  }

  private static Set<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .map(OptionSpec::longestName)
        .filter(name -> !SHARED.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String section(String reference, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    Matcher heading =
        Pattern.compile("(?ms)^### `" + name + "(?: [A-Z\\[][^`]*)?`$(.*?)(?=^##|\\z)")
            .matcher(reference);
    return heading.find() ? heading.group(1) : "";
  }
}
