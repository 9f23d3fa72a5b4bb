package zoodip.platform.access;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One way in which callers are known. */
public interface CallerSource {
  /**
   * Who shows that; empty if this way does not know. Fails with a ServiceException: UNAUTHENTICATED
   * for what is meant for this way and does not hold, BACKEND_UNAVAILABLE if that cannot be told
   * now. Must not keep the calling thread waiting.
   */
  CompletableFuture<Optional<Caller>> identify(ShownCredentials shown);
}
