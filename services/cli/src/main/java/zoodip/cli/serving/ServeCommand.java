package zoodip.cli.serving;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zoodip.cli.command.HelpOption;
import zoodip.cli.errors.UsageException;
import zoodip.cli.terminal.Screen;
import zoodip.local.LocalMain;

/** Starts all of Zoodip in this process. */
@Command(
    name = "serve",
    description = {
      "Starts all of Zoodip in this process: the four services, Kafka and an object store. Comes"
          + " with the toybox, a small model. Stop it with Ctrl-C; it goes on where it was when it"
          + " is started again on the same folder.",
      "",
      "Further settings of the services are system properties: java -Dtrainer.slots=2 -jar ..."
    },
    footer = {
      "%nExamples:",
      "  zoodip serve",
      "  zoodip serve --data /var/lib/zoodip --host 0.0.0.0 --port 9001 --auth"
    })
public final class ServeCommand implements Runnable {
  private static final int LAST_PORT = 65535;

  @Mixin private HelpOption help;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = "zoodip-data",
      description = "Where everything is kept (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Who may connect: 0.0.0.0 for every network (default: ${DEFAULT-VALUE}, this machine).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "9001",
      description = "Of the gRPC API (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "Of health and metrics, 0 for any (default: ${DEFAULT-VALUE}).")
  private int httpPort;

  @Option(
      names = "--auth",
      description =
          "Ask callers who they are. The system admin's key is in FOLDER/system-admin.key; it makes"
              + " the keys of others: zoodip api-keys create.")
  private boolean authenticated;

  @Option(
      names = "--insecure",
      description =
          "Let whoever can connect do everything, also from other machines: without this or --auth,"
              + " --host takes loopback addresses only.")
  private boolean insecure;

  @Option(
      names = "--log",
      paramLabel = "FORM",
      description = "json or text (default: text on a terminal).")
  private LogForm log;

  /** Does not return: the process ends when it is told to. */
  @Override
  public void run() {
    requirePort("--port", port, 1);
    requirePort("--http-port", httpPort, 0);
    settings().forEach(System::setProperty);
    LocalMain.main();
  }

  private static void requirePort(String option, int port, int least) {
    if (port < least || port > LAST_PORT) {
      throw new UsageException(
          "%s %d is no port: they go from %d to %d".formatted(option, port, least, LAST_PORT));
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("local.folder", data.toString());
    settings.put("quarkus.grpc.server.host", host);
    settings.put("quarkus.grpc.server.port", String.valueOf(port));
    settings.put("quarkus.http.host", host);
    settings.put("quarkus.http.port", String.valueOf(httpPort));
    if (authenticated) {
      settings.put("access.enabled", "true");
    }
    if (insecure) {
      settings.put("local.insecure", "true");
    }
    boolean text = log == null ? Screen.hasTerminal() : log == LogForm.TEXT;
    settings.put("quarkus.log.console.json.enabled", String.valueOf(!text));
    return settings;
  }

  /** How log lines are written. */
  enum LogForm {
    JSON,
    TEXT
  }
}
