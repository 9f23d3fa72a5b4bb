package zoodip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import zoodip.cli.errors.ExitCodes;
import zoodip.embedded.Ports;

class ZoodipTest {
  static Stream<CommandLine> commands() {
    return Commands.all(Zoodip.commandLine());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandTeachesItsUseWithAnExample(CommandLine command) {
    String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
    String name = command.getCommandSpec().qualifiedName();
    assertTrue(help.lines().anyMatch(line -> line.matches("  (source <\\()?zoodip .*")), help);
    assertTrue(help.contains("--help"), help);
    assertTrue(help.contains("Usage: " + name), help);
  }

  @Test
  void theHelpDocumentsExitCodesAndEnvironment() {
    Cli.Run run = Cli.run("--help");
    assertEquals(0, run.code());
    for (String word : new String[] {"Exit codes", " 70 ", "ZOODIP_SERVER", "NO_COLOR"}) {
      assertTrue(run.out().contains(word), run.out());
    }
  }

  @Test
  void aServerThatIsNotThereIsNamedWithWhatToDo() {
    String nowhere = "localhost:" + Ports.freePort();
    Cli.Run run = Cli.run("subjects", "list", "--server", nowhere);
    assertEquals(ExitCodes.LATER, run.code());
    assertTrue(run.err().contains(nowhere), run.err());
    assertTrue(run.err().contains("zoodip serve"), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"generate", "train", "evaluate", "concepts export"})
  void aCommandThatFailsLeavesNoFolderItMade(String command, @TempDir Path folder) {
    Path made = folder.resolve("new");
    List<Object> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("mug", "--server", "localhost:" + Ports.freePort(), "-o", made + "/"));
    Cli.Run run = Cli.run(words.toArray());
    assertEquals(ExitCodes.LATER, run.code(), run::err);
    assertTrue(Files.notExists(made));
  }

  @Test
  void aServerWithoutAPortIsNoAddress() {
    Cli.Run run = Cli.run("models", "list", "--server", "localhost");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("host:port"), run.err());
  }

  @Test
  void aMistypedCommandIsCorrected() {
    Cli.Run run = Cli.run("concetps", "list");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("zoodip concepts"), run.err());
  }

  @Test
  void aGroupSaysWhichCommandsItHas() {
    Cli.Run run = Cli.run("subjects");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("create, list, show, delete"), run.err());
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertTrue(Cli.run("version").out().matches("zoodip [0-9]+\\.[0-9]+\\.[0-9]+\\S*\\R"));
    assertTrue(Cli.run("version", "--json").out().startsWith("{\"version\": \""));
    assertEquals(Cli.run("version").out(), Cli.run("--version").out());
  }

  @Test
  void theCompletionScriptKnowsEveryCommand() {
    String script = Cli.run("completion").out();
    commands()
        .map(command -> command.getCommandSpec().name())
        .forEach(name -> assertTrue(script.contains(name), name));
  }
}
