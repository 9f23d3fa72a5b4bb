package zoodip.platform.storage;

import zoodip.platform.names.ResourceName;

/**
 * Where in the bucket everything lies: the only place that knows, but for the names of the files
 * below an attempt's folder, which those know who write them.
 */
public final class ObjectKeys {
  /** How the key of a subject's description ends. */
  public static final String SUBJECT_MANIFEST = "/subject.json";

  private ObjectKeys() {}

  /** All base models, with everything of them. */
  public static String models() {
    return "models/";
  }

  /** Whether a key is that of a base model's description. */
  public static boolean isModelManifest(String key) {
    return key.matches("models/[^/]+/model\\.json");
  }

  /** A file of a base model; {@code path} is relative to the model's folder. */
  public static String modelFile(ResourceName model, String path) {
    return model + "/files/" + path;
  }

  /** The description of a base model, written last. */
  public static String modelManifest(ResourceName model) {
    return model + "/model.json";
  }

  /** Everything of a subject. */
  public static String subject(ResourceName subject) {
    return subject + "/";
  }

  public static String subjectManifest(ResourceName subject) {
    return subject + SUBJECT_MANIFEST;
  }

  /** A photo by the digest of its bytes as they are stored. */
  public static String photo(ResourceName subject, String sha256, String extension) {
    return subject + "/photos/" + sha256 + "." + extension;
  }

  /** All subjects of a tenant, with everything of them. */
  public static String subjects(String tenant) {
    return tenant + "/subjects/";
  }

  /** Everything of a concept that no training wrote. */
  public static String concept(ResourceName concept) {
    return concept + "/";
  }

  /** The embedding that an import of a concept brought. */
  public static String importedEmbedding(ResourceName concept, String importId) {
    return concept(concept) + "imports/" + importId + "/embedding.safetensors";
  }

  /** What a create with a request id of the client's was for. */
  public static String createRequest(ResourceName derived) {
    return derived.parent() + "/requests/" + derived.collection() + "/" + derived.id() + ".txt";
  }

  /** Everything of a job. */
  public static String job(ResourceName job) {
    return switch (job.collection()) {
      case "trainingJobs" -> job.parent() + "/jobs/" + job.id() + "/";
      case "evaluations" -> job + "/";
      default -> throw new IllegalArgumentException(job + " is no job");
    };
  }

  /** Everything that one attempt at a job writes. */
  public static String attempt(ResourceName job, String attempt) {
    return attempts(job) + attempt + "/";
  }

  /** All attempts at a job. */
  public static String attempts(ResourceName job) {
    return job(job) + "attempts/";
  }

  /** What is noted of deleted jobs until their files are gone. */
  public static String deletions() {
    return "deletions/";
  }

  /** Likewise of one job. */
  public static String deletion(ResourceName job) {
    return deletions() + job + ".bin";
  }

  /** A file of a job that clients can have; {@code name} is what they call it. */
  public static String jobFile(ResourceName job, String attempt, String name) {
    return attempt(job, attempt) + name;
  }

  /**
   * What an ended job is archived in; goes with its attempts.
   *
   * @param revision of its record, unlike that of any other job of its name
   */
  public static String archive(ResourceName job, long revision) {
    return attempts(job) + "archive-" + revision + "/";
  }

  public static String journalSegment(ResourceName job, String attempt, int firstStep) {
    return attempt(job, attempt) + "journal/" + firstStep + ".bin";
  }

  public static String embedding(ResourceName job, String attempt) {
    return attempt(job, attempt) + "embedding.safetensors";
  }

  public static String provenance(ResourceName job, String attempt) {
    return attempt(job, attempt) + "provenance.json";
  }
}
