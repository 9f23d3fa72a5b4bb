package zoodip.platform.access;

import java.util.concurrent.CompletableFuture;
import zoodip.events.v1.AuditRecord;
import zoodip.v1.MethodRule;

/** Keeps who did what. */
public interface CallAudit {
  /** Whether calls of a method with that rule are kept that are permitted. */
  boolean keepsPermitted(MethodRule rule);

  /** Keeps a call; done, and never failed, when it is kept or that was given up. */
  CompletableFuture<Void> keep(AuditRecord call);
}
