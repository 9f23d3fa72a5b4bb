package zoodip.cli.benchmark;

import picocli.CommandLine.Command;
import zoodip.cli.command.CommandGroup;

/** Commands that measure the engine on this machine. */
@Command(
    name = "benchmark",
    description = "Measures the engine on this machine, without a server.",
    subcommands = {
      TrainingStepCommand.class,
      GenerationCommand.class,
      FidelityCommand.class,
      SensitivityCommand.class,
      LoadCommand.class,
      LimitsCommand.class,
      DeviceCommand.class
    },
    footer = {
      "%nExamples:",
      "  zoodip benchmark training-step --random sd15",
      "  zoodip benchmark training-step --model models/sd15 --jobs 4 --json step.json"
    })
public final class BenchmarkCommand extends CommandGroup {}
