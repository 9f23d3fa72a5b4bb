package zoodip.cli.fleet;

import picocli.CommandLine.Command;
import zoodip.cli.command.CommandGroup;

/** Commands about fleets of GPUs. */
@Command(
    name = "fleet",
    description = "Says what a fleet of GPUs would do and cost, without one.",
    subcommands = {FleetSimulateCommand.class},
    footer = {
      "%nExample:",
      "  zoodip fleet simulate --gpus 1000 --rate 1500 --hours 6 --mttp 2 --recovery journal,checkpoint"
    })
public final class FleetCommand extends CommandGroup {}
