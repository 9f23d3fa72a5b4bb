package zoodip.trainer.files;

/**
 * A file of a job that is on its way to the object store.
 *
 * @param name as clients know it
 * @param contentType its media type
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record JobFile(String name, byte[] content, String contentType) {
  private static final String PNG = "image/png";

  /** A PNG image. */
  public static JobFile png(String name, byte[] content) {
    return new JobFile(name, content, PNG);
  }
}
