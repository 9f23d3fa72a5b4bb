package zoodip.cli.connection;

import java.util.ArrayList;
import java.util.List;
import zoodip.cli.errors.UsageException;
import zoodip.client.SubjectUpload;

/** Turns the ids that people write into resource names, and remembers what was asked for. */
public final class ResourceNames {
  private static final String ID = "[a-z0-9][a-z0-9-]{0,62}";
  private static final String MODEL_ID = "[a-z0-9][a-z0-9.-]{0,62}";

  private final String tenant;
  private final List<String> asked = new ArrayList<>();

  /**
   * @param tenant its resource name: {@code tenants/default}
   */
  public ResourceNames(String tenant) {
    this.tenant = tenant;
  }

  /** {@code tenants/default/subjects/my-mug} of {@code my-mug}; a whole name stays as it is. */
  public String subject(String id) {
    return name("subjects", id);
  }

  /** Likewise of a training job. */
  public String trainingJob(String id) {
    return name("trainingJobs", id);
  }

  /** Likewise of an evaluation. */
  public String evaluation(String id) {
    return name("evaluations", id);
  }

  /** Likewise of a concept, whose id may also be written as prompts do: {@code <my-mug>}. */
  public String concept(String id) {
    return name("concepts", id.replaceAll("^<(.*)>$", "$1"));
  }

  /** Likewise of an API key. */
  public String apiKey(String id) {
    return name("apiKeys", id);
  }

  /** {@code models/sd15} of {@code sd15}; a whole name stays as it is. */
  public String model(String id) {
    String plain = id.replaceFirst("^models/", "");
    if (!plain.matches(MODEL_ID)) {
      throw new UsageException(
          "'%s' is no id of a model: small letters, digits, dots and hyphens".formatted(id));
    }
    return remember("models/" + plain);
  }

  /** The names that were asked for, in their order. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** The last part of a resource name, which people know the resource by. */
  public static String id(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /**
   * Checks an id that a resource is to have.
   *
   * @throws UsageException if the server would not take it
   */
  public static String requireId(String what, String id) {
    if (!id.matches(ID)) {
      throw new UsageException(
          "'%s' is no id of a %s: small letters, digits and hyphens, for example %s"
              .formatted(id, what, SubjectUpload.id(id)));
    }
    return id;
  }

  private String name(String collection, String id) {
    if (id.matches("tenants/" + ID + "/" + collection + "/" + ID)) {
      return remember(id);
    }
    return remember(tenant + "/" + collection + "/" + requireId(singular(collection), id));
  }

  private String remember(String name) {
    asked.add(name);
    return name;
  }

  private static String singular(String collection) {
    return switch (collection) {
      case "trainingJobs" -> "training job";
      case "apiKeys" -> "API key";
      default -> collection.substring(0, collection.length() - 1);
    };
  }
}
