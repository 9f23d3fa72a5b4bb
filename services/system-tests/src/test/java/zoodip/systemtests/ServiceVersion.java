package zoodip.systemtests;

/** Which build of a service a process runs. */
enum ServiceVersion {
  /** That of the profile {@code upgrade}. */
  EARLIER("earlier."),
  PRESENT("");

  private final String prefix;

  ServiceVersion(String prefix) {
    this.prefix = prefix;
  }

  /** The name under which {@link App} finds that build. */
  String of(String service) {
    return prefix + service;
  }
}
