package zoodip.cli.hub;

import java.util.Locale;
import zoodip.cli.errors.UsageException;

/** What a hub's status means for whoever asked. */
final class HubErrors {
  private static final int TOO_MANY = 429;
  private static final int TIMEOUT = 408;
  private static final int SERVER_ERROR = 500;

  private HubErrors() {}

  /** Whether the same request may be answered later. */
  static boolean isTransient(int status) {
    return status >= SERVER_ERROR || status == TOO_MANY || status == TIMEOUT;
  }

  /**
   * An error in words.
   *
   * @param what was asked for: a path of the repository, or empty for the repository
   */
  static UsageException of(HubResponse response, HubRepository repository, String what) {
    String code = response.header("X-Error-Code").orElse("").toLowerCase(Locale.ROOT);
    if (code.equals("gatedrepo")) {
      return gated(repository);
    }
    return new UsageException(
        switch (response.status()) {
          case 401 ->
              ("There is no repository %s that everybody may read; if it is private, set HF_TOKEN to"
                      + " a token of an account that may read it")
                  .formatted(repository.name());
          case 403 ->
              "%s may not be read: accept its terms on %s, or set HF_TOKEN to a token that may read it"
                  .formatted(repository.name(), repository.page());
          case 404 -> missing(code, repository, what);
          default ->
              "%s answers %d for %s %s"
                  .formatted(
                      repository.endpoint().getHost(), response.status(), repository.name(), what);
        });
  }

  private static UsageException gated(HubRepository repository) {
    return new UsageException(
        "%s is gated: accept its terms on %s, then set HF_TOKEN to a token of that account"
            .formatted(repository.name(), repository.page()));
  }

  private static String missing(String code, HubRepository repository, String what) {
    if (code.equals("revisionnotfound")) {
      return "%s has no revision '%s'; write owner/name@revision with a branch, a tag or a commit"
          .formatted(repository.name(), repository.revision());
    }
    return what.isEmpty()
        ? "There is no repository %s, or no revision '%s' of it, on %s"
            .formatted(repository.name(), repository.revision(), repository.endpoint().getHost())
        : "%s has no file %s".formatted(repository, what);
  }
}
