package zoodip.cli.apikeys;

import com.google.protobuf.util.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.errors.UsageException;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.ApiKey;
import zoodip.v1.CreateApiKeyRequest;
import zoodip.v1.CreateApiKeyResponse;
import zoodip.v1.Role;

/** Makes an API key and shows its secret. */
@Command(
    name = "create",
    description = "Makes an API key and prints its secret, this once.",
    footer = {
      "%nExamples:",
      "  zoodip api-keys create --name website --role member",
      "  zoodip api-keys create --name gallery --role viewer --scope concepts.read --days 90"
    })
final class ApiKeysCreateCommand extends ClientCommand {
  @Option(names = "--name", paramLabel = "TEXT", defaultValue = "", description = "What it is for.")
  private String name;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = "member",
      description = "viewer, member or admin (default: ${DEFAULT-VALUE}).")
  private TenantRole role;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "Limits the key to methods with this scope, subjects.read; may be repeated.")
  private List<String> scopes = List.of();

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "After how many days it ends (default: never).")
  private Integer days;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    ApiKey.Builder key =
        ApiKey.newBuilder().setDisplayName(name).setRole(role.value()).addAllScopes(scopes);
    if (days != null) {
      if (days < 1) {
        throw new UsageException("--days wants at least 1, not " + days);
      }
      key.setExpireTime(
          Timestamps.fromMillis(Clock.systemUTC().millis() + Duration.ofDays(days).toMillis()));
    }
    CreateApiKeyRequest create =
        CreateApiKeyRequest.newBuilder().setParent(client.tenant()).setApiKey(key).build();
    // once: a repeated call makes another key
    CreateApiKeyResponse made = client.apiKeys().createApiKey(create);
    out.result(made, ApiKeyText.details(made.getApiKey()) + ApiKeyText.warning(made.getSecret()));
    return 0;
  }

  /** The roles that a key can have. */
  enum TenantRole {
    VIEWER(Role.ROLE_VIEWER),
    MEMBER(Role.ROLE_MEMBER),
    ADMIN(Role.ROLE_ADMIN);

    private final Role value;

    TenantRole(Role value) {
      this.value = value;
    }

    Role value() {
      return value;
    }
  }
}
