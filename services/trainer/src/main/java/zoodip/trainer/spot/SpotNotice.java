package zoodip.trainer.spot;

import java.net.URI;
import java.util.Optional;

/** Whose notices are watched for. */
public enum SpotNotice {
  /** Nobody's. */
  NONE,
  /** Those of EC2's spot instances, two minutes before. */
  AWS,
  /** Those of Google's spot and preemptible machines, half a minute before. */
  GCP;

  Optional<NoticeSource> source(URI metadata) {
    return switch (this) {
      case NONE -> Optional.empty();
      case AWS -> Optional.of(new AwsNotices(metadata));
      case GCP -> Optional.of(new GcpNotices(metadata));
    };
  }
}
