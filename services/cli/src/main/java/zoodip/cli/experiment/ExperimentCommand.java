package zoodip.cli.experiment;

import picocli.CommandLine.Command;
import zoodip.cli.command.CommandGroup;

/** Commands about experiments. */
@Command(
    name = "experiment",
    description = "Compares methods and settings: a plan's trainings, their scores, a report.",
    subcommands = {ExperimentRunCommand.class, ExperimentReportCommand.class},
    footer = {
      "%nExamples:",
      "  zoodip experiment run docs/experiments/plans/headline.yaml",
      "  zoodip experiment report docs/experiments/plans/headline.yaml --out headline/"
    })
public final class ExperimentCommand extends CommandGroup {}
