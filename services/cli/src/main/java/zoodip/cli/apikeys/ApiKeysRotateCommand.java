package zoodip.cli.apikeys;

import com.google.protobuf.util.Durations;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import zoodip.cli.errors.UsageException;
import zoodip.cli.resources.ResourceCommand;
import zoodip.cli.resources.ResourceKind;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.RotateApiKeyRequest;
import zoodip.v1.RotateApiKeyResponse;

/** Gives an API key another secret. */
@Command(
    name = "rotate",
    description = {
      "Gives an API key another secret and prints it, this once. The earlier one serves for a while"
          + " longer, so that whoever uses it can be told."
    },
    footer = {"%nExample:", "  zoodip api-keys rotate 4c1f9b2d7e6a40d8b3f5 --overlap-hours 48"})
final class ApiKeysRotateCommand extends ResourceCommand {
  private static final int MOST_HOURS = 720;

  @Option(
      names = "--overlap-hours",
      paramLabel = "N",
      defaultValue = "24",
      description =
          "How long the earlier secret serves; 0 ends it at once (default: ${DEFAULT-VALUE}).")
  private int hours;

  ApiKeysRotateCommand() {
    super(ResourceKind.KEY);
  }

  @Override
  protected int run(Client client, String name, Output out) {
    if (hours < 0 || hours > MOST_HOURS) {
      throw new UsageException(
          "--overlap-hours goes from 0 to %d, not %d".formatted(MOST_HOURS, hours));
    }
    RotateApiKeyRequest rotate =
        RotateApiKeyRequest.newBuilder()
            .setName(name)
            .setOverlap(Durations.fromSeconds(TimeUnit.HOURS.toSeconds(hours)))
            .build();
    // once: a repeated call makes another secret
    RotateApiKeyResponse made = client.apiKeys().rotateApiKey(rotate);
    out.result(made, ApiKeyText.details(made.getApiKey()) + ApiKeyText.warning(made.getSecret()));
    return 0;
  }
}
