package zoodip.provenance.c2pa;

/** A manifest that cannot be read; the message ends the sentence "the manifest cannot be read:". */
public final class BadManifestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadManifestException(String message) {
    super(message);
  }

  BadManifestException(String message, Throwable cause) {
    super(message, cause);
  }
}
