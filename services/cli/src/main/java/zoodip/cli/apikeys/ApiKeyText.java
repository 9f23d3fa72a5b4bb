package zoodip.cli.apikeys;

import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Details;
import zoodip.cli.terminal.Table;
import zoodip.cli.terminal.ValueText;
import zoodip.v1.ApiKey;
import zoodip.v1.ApiKeySecret;

/** API keys in words. */
final class ApiKeyText {
  private ApiKeyText() {}

  static String details(ApiKey key) {
    Details details =
        new Details()
            .add("name", key.getName())
            .add("for", key.getDisplayName())
            .add("role", ValueText.of(key.getRole()))
            .add("scopes", String.join(", ", key.getScopesList()))
            .add("created", ValueText.of(key.getCreateTime()))
            .add("by", key.getCreator())
            .add("last used", ValueText.of(key.getLastUseTime()))
            .add("ends", ValueText.of(key.getExpireTime()));
    for (ApiKeySecret secret : key.getSecretsList()) {
      details.add("secret", secret(secret));
    }
    return details.toString();
  }

  private static String secret(ApiKeySecret secret) {
    String end = secret.hasExpireTime() ? ", ends " + ValueText.of(secret.getExpireTime()) : "";
    return "%s..., since %s%s"
        .formatted(secret.getDigestPrefix(), ValueText.of(secret.getCreateTime()), end);
  }

  static Table table(Iterable<ApiKey> keys) {
    Table table = new Table("ID", "FOR", "ROLE", "CREATED", "LAST USED", "ENDS");
    for (ApiKey key : keys) {
      table.row(
          ResourceNames.id(key.getName()),
          key.getDisplayName(),
          ValueText.of(key.getRole()),
          ValueText.of(key.getCreateTime()),
          ValueText.of(key.getLastUseTime()),
          ValueText.of(key.getExpireTime()));
    }
    return table;
  }

  /** What is to be done with a secret that is shown this once. */
  static String warning(String secret) {
    return "%s%nKeep it now: it is shown this once, and the server has only its SHA-256.%n"
        .formatted(secret)
        .stripTrailing();
  }
}
