package zoodip.cli;

import java.nio.file.Path;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import zoodip.cli.apikeys.ApiKeysCommand;
import zoodip.cli.benchmark.BenchmarkCommand;
import zoodip.cli.concepts.ConceptsCommand;
import zoodip.cli.errors.UsageException;
import zoodip.cli.evaluations.EvaluateCommand;
import zoodip.cli.evaluations.EvaluationsCommand;
import zoodip.cli.experiment.ExperimentCommand;
import zoodip.cli.files.Paths;
import zoodip.cli.fleet.FleetCommand;
import zoodip.cli.images.GenerateCommand;
import zoodip.cli.jobs.JobsCommand;
import zoodip.cli.models.ModelsCommand;
import zoodip.cli.provenance.DetectCommand;
import zoodip.cli.serving.ServeCommand;
import zoodip.cli.subjects.SubjectsCommand;
import zoodip.cli.training.TrainCommand;
import zoodip.diffusion.engine.MallocArenas;

/** The zoodip command: its subcommands do the work. */
@Command(
    name = "zoodip",
    description = "Personalizes text-to-image models with forward passes only.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ServeCommand.class,
      SubjectsCommand.class,
      TrainCommand.class,
      JobsCommand.class,
      ConceptsCommand.class,
      GenerateCommand.class,
      EvaluateCommand.class,
      EvaluationsCommand.class,
      ExperimentCommand.class,
      DetectCommand.class,
      ModelsCommand.class,
      ApiKeysCommand.class,
      BenchmarkCommand.class,
      FleetCommand.class,
      CompletionCommand.class,
      VersionCommand.class
    },
    footer = {
      "%nFrom photos to a picture:",
      "  zoodip serve                       (in a terminal of its own)",
      "  zoodip subjects create photos/ --id my-mug --class mug",
      "  zoodip train my-mug --watch",
      "  zoodip generate \"a <my-mug> mug in the snow\" --count 4 --grid",
      "%nEnvironment:",
      "  ZOODIP_SERVER  host:port of the server (localhost:9001)",
      "  ZOODIP_TENANT  whose subjects, jobs and concepts are meant (default)",
      "  ZOODIP_API_KEY an API key or token, for a server that asks who calls",
      "  NO_COLOR       no colours, whatever the terminal can"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:done, and the answer is no: a job failed, a concept is not verified, a model disagrees",
      "2:the command or what it was given cannot be used; the message says why",
      "3:the server refused: not allowed, not found, there already, in no state for it, or more than it has room for",
      "4:the server cannot be reached, is too busy or too slow; the same may work later",
      "70:a fault in this program or in the server"
    })
public final class Zoodip implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    if (usesEngine(arguments)) {
      MallocArenas.oneForThisProcess();
    }
    // what libraries log is not what a command has to say
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    Logger.getLogger("").setLevel(Level.OFF);
    System.exit(execute(arguments));
  }

  private static int execute(String... arguments) {
    CommandLine command = StandardStreams.inUtf8(commandLine());
    try {
      return command.execute(Arguments.asTyped(arguments));
    } catch (UsageException e) {
      return CommandFailures.report(e, command);
    }
  }

  /** Only what loads models is worth another start of the JVM, a fraction of a second. */
  private static boolean usesEngine(String... arguments) {
    return Stream.of(arguments).anyMatch(Set.of("serve", "check", "benchmark")::contains);
  }

  /** The command, ready to be executed. */
  public static CommandLine commandLine() {
    return new CommandLine(new Zoodip())
        .setUsageHelpWidth(100)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Path.class, new Paths.Converter())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> CommandFailures.report(failure, command));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: one of the commands below.");
  }
}
