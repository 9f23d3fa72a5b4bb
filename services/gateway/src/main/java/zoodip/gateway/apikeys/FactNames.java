package zoodip.gateway.apikeys;

import zoodip.platform.names.ResourceName;

/** Under which keys of the topic the facts about an API key stand. */
final class FactNames {
  private static final String SECRETS = "/secrets/";
  private static final String USE = "/use";

  private FactNames() {}

  static String key(ResourceName key) {
    return key.toString();
  }

  static String secret(ResourceName key, String digest) {
    return key + SECRETS + digest;
  }

  static String use(ResourceName key) {
    return key + USE;
  }

  /** What all facts about a tenant's keys begin with. */
  static String ofTenant(String tenant) {
    return ResourceName.apiKey(tenant, "").toString();
  }

  static boolean isSecret(String name) {
    return name.contains(SECRETS);
  }

  /** The digest of a secret's fact. */
  static String digest(String secret) {
    return secret.substring(secret.indexOf(SECRETS) + SECRETS.length());
  }

  /** The API key that a secret's fact is about. */
  static ResourceName keyOf(String secret) {
    return ResourceName.parse(secret.substring(0, secret.indexOf(SECRETS)));
  }

  /** The name of the API key that a fact is about. */
  static String owner(String fact) {
    String[] parts = fact.split("/", -1);
    return String.join("/", parts[0], parts[1], parts[2], parts[3]);
  }
}
