package zoodip.platform.names;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zoodip.platform.digest.Sha256;

/**
 * The name of a resource, {@code models/toybox} or {@code tenants/acme/subjects/my-dog}.
 *
 * @param parent {@code tenants/acme}; empty for models and tenants
 * @param collection {@code subjects}
 * @param id {@code my-dog}
 */
public record ResourceName(String parent, String collection, String id) {
  /** Letters of the longest id that a resource can have. */
  public static final int LONGEST_ID = 63;

  /** The form of a tenant's id, as a regular expression. */
  public static final String TENANT_ID = "[a-z0-9][a-z0-9-]{0,62}";

  private static final Pattern FORM =
      Pattern.compile("(?:(tenants/" + TENANT_ID + ")/)?([a-zA-Z]+)/([a-z0-9][a-z0-9.-]{0,62})");
  private static final int DERIVED_DIGITS = 20;

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if the text is no resource name
   */
  public static ResourceName parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no resource name");
    }
    String parent = form.group(1) == null ? "" : form.group(1);
    return new ResourceName(parent, form.group(2), form.group(3));
  }

  public static ResourceName model(String id) {
    return new ResourceName("", "models", id);
  }

  public static ResourceName subject(String tenant, String id) {
    return new ResourceName(tenant, "subjects", id);
  }

  public static ResourceName trainingJob(String tenant, String id) {
    return new ResourceName(tenant, "trainingJobs", id);
  }

  public static ResourceName evaluation(String tenant, String id) {
    return new ResourceName(tenant, "evaluations", id);
  }

  public static ResourceName concept(String tenant, String id) {
    return new ResourceName(tenant, "concepts", id);
  }

  public static ResourceName apiKey(String tenant, String id) {
    return new ResourceName(tenant, "apiKeys", id);
  }

  /**
   * The name of what a create makes.
   *
   * @param requestId of the client; empty if it does not care for retries
   */
  public static ResourceName forCreate(String parent, String collection, String requestId) {
    String source = requestId.isEmpty() ? UUID.randomUUID().toString() : requestId;
    return new ResourceName(parent, collection, derivedId(parent, collection, source));
  }

  /**
   * An id that is the same for every create with this request id: a retry finds what the first
   * made.
   */
  public static String derivedId(String parent, String collection, String requestId) {
    return Sha256.of(parent + "\n" + collection + "\n" + requestId).substring(0, DERIVED_DIGITS);
  }

  /** How a prompt names a concept: {@code <my-dog>}. */
  public String placeholder() {
    return "<" + id + ">";
  }

  @Override
  public String toString() {
    return parent.isEmpty() ? collection + "/" + id : parent + "/" + collection + "/" + id;
  }
}
