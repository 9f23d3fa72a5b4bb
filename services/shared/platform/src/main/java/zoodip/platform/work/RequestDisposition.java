package zoodip.platform.work;

import java.util.Locale;
import org.apache.kafka.clients.consumer.AcknowledgeType;

/** What became of a delivered request. */
enum RequestDisposition {
  /** There was nothing to do: the job has ended, is deleted, or was queued again since. */
  OBSOLETE(AcknowledgeType.ACCEPT, false),
  SUCCEEDED(AcknowledgeType.ACCEPT, false),
  FAILED(AcknowledgeType.ACCEPT, false),
  CANCELLED(AcknowledgeType.ACCEPT, false),
  SUSPENDED(AcknowledgeType.ACCEPT, false),
  /** Suspended because something that this process needs does not answer. */
  HINDERED(AcknowledgeType.ACCEPT, true),
  /** As before, but not even that could be said. */
  UNREACHABLE(AcknowledgeType.RELEASE, true),
  /** It failed unexpectedly and may be tried again. */
  BROKEN(AcknowledgeType.RELEASE, false),
  /** Released all the same: if the request is still this slot's, the other owner has none. */
  FENCED(AcknowledgeType.RELEASE, false);

  private final AcknowledgeType acknowledgement;
  private final boolean pause;

  RequestDisposition(AcknowledgeType acknowledgement, boolean pause) {
    this.acknowledgement = acknowledgement;
    this.pause = pause;
  }

  AcknowledgeType acknowledgement() {
    return acknowledgement;
  }

  /** Whether the slot should pause before it takes the next request. */
  boolean needsPause() {
    return pause;
  }

  /** Whether somebody should have a look. */
  boolean isFailure() {
    return this == FAILED || this == BROKEN;
  }

  /** As metrics name it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
