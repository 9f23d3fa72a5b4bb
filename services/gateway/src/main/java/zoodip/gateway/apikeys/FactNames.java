package zoodip.gateway.apikeys;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import zoodip.platform.names.ResourceName;

/**
 * Under which keys of the topic the facts about an API key stand: its name, {@code .../use}, {@code
 * .../secrets/DIGEST}, {@code .../secrets/DIGEST/ends/TIME}. What a fact is about is told by its
 * segments, since a tenant may be called as one of them.
 */
final class FactNames {
  private static final String SECRETS = "secrets";
  private static final String ENDS = "ends";
  private static final String USE = "/use";

  /** tenants, its id, apiKeys, its id. */
  private static final int OF_KEY = 4;

  private static final int OF_SECRET = OF_KEY + 2;

  private FactNames() {}

  static String key(ResourceName key) {
    return key.toString();
  }

  static String secret(ResourceName key, String digest) {
    return secrets(key) + digest;
  }

  /** What all facts about a key's secrets begin with. */
  static String secrets(ResourceName key) {
    return key + "/" + SECRETS + "/";
  }

  /** That a secret ends at a time: one fact for each time that was ever said. */
  static String end(ResourceName key, String digest, Timestamp time) {
    return ends(key, digest) + Timestamps.toString(time);
  }

  /** What all facts about a secret's end begin with. */
  static String ends(ResourceName key, String digest) {
    return secret(key, digest) + "/" + ENDS + "/";
  }

  static String use(ResourceName key) {
    return key + USE;
  }

  /** What all facts about a tenant's keys begin with. */
  static String ofTenant(String tenant) {
    return ResourceName.apiKey(tenant, "").toString();
  }

  static boolean isSecret(String name) {
    String[] parts = parts(name);
    return parts.length == OF_SECRET && parts[OF_KEY].equals(SECRETS);
  }

  /** The digest of the secret that a fact is about. */
  static String digest(String fact) {
    return parts(fact)[OF_KEY + 1];
  }

  /** The API key that a fact is about. */
  static ResourceName keyOf(String fact) {
    String[] parts = parts(fact);
    return ResourceName.parse(String.join("/", parts[0], parts[1], parts[2], parts[3]));
  }

  private static String[] parts(String name) {
    return name.split("/", -1);
  }
}
