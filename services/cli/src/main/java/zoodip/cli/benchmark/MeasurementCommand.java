package zoodip.cli.benchmark;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import zoodip.cli.command.HelpOption;
import zoodip.cli.errors.UsageException;
import zoodip.diffusion.engine.TorchThread;

/** A command that measures something and reports it. */
abstract class MeasurementCommand implements Callable<Integer> {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of one operator (default: one for each processor).")
  private Integer threads;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the report to a file, as JSON.")
  private Path json;

  @Mixin private HelpOption help;
  @Spec private CommandSpec spec;

  /** Measures, into the report. */
  abstract void measure(BenchmarkReport report);

  @Override
  public Integer call() {
    if (threads != null) {
      if (threads < 1) {
        throw new UsageException("--threads is %d; use at least 1".formatted(threads));
      }
      // read once, when the engine starts
      System.setProperty(TorchThread.THREADS, threads.toString());
    }
    BenchmarkReport report = new BenchmarkReport(spec.qualifiedName());
    report.put("machine", Machine.describe());
    measure(report);
    spec.commandLine().getOut().println(report.text());
    spec.commandLine().getOut().flush();
    if (json != null) {
      report.write(json);
    }
    return exitCode();
  }

  /** 0, unless what was measured is not as it has to be. */
  int exitCode() {
    return 0;
  }

  /** Says how far it is. */
  void progress(String form, Object... values) {
    spec.commandLine().getErr().printf(form + "%n", values);
    spec.commandLine().getErr().flush();
  }
}
