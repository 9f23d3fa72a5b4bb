package zoodip.platform.access;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/** Who calls, by whichever way knows; they are asked in the order of their priorities. */
@ApplicationScoped
public class CallerIdentification {
  private final List<CallerSource> sources;

  @Inject
  public CallerIdentification(@All List<CallerSource> sources) {
    this.sources = List.copyOf(sources);
  }

  /** The caller; fails as {@link CallerSource#identify} does, also if no way knows. */
  CompletableFuture<Caller> identify(ShownCredentials shown) {
    try {
      return ask(shown);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Caller> ask(ShownCredentials shown) {
    CompletableFuture<Optional<Caller>> found = CompletableFuture.completedFuture(Optional.empty());
    for (CallerSource source : sources) {
      found =
          found.thenCompose(
              known ->
                  known.isPresent()
                      ? CompletableFuture.completedFuture(known)
                      : source.identify(shown));
    }
    return found.thenApply(known -> known.orElseThrow(() -> unknown(shown)));
  }

  private static ServiceException unknown(ShownCredentials shown) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_UNAUTHENTICATED,
        shown.bearer().isPresent()
            ? "The key or token that was shown is not known here; it may be revoked, or of another"
                + " installation"
            : "Say who you are: send an API key or a token in the header authorization: Bearer ...");
  }
}
