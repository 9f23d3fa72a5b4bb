package zoodip.provenance.c2pa;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A signing identity whose files are renewed while it is used: they are read again now and then.
 * Files that cannot sign are passed over while the earlier ones can. Thread-safe.
 */
public final class RenewedIdentity implements Supplier<SigningIdentity> {
  private static final Logger LOG = Logger.getLogger(RenewedIdentity.class);

  private final Path key;
  private final Path certificates;
  private final Duration interval;
  private final Clock clock;
  private SigningIdentity identity;
  private Instant readAt;

  /**
   * @param interval between two looks at the files
   * @throws SigningIdentityException if they cannot sign now
   */
  public RenewedIdentity(Path key, Path certificates, Duration interval, Clock clock) {
    this.key = key;
    this.certificates = certificates;
    this.interval = interval;
    this.clock = clock;
    readAt = clock.instant();
    identity = SigningIdentity.read(key, certificates, readAt);
  }

  /**
   * The newest identity that can sign.
   *
   * @throws SigningIdentityException if there is none any more; what is to be done about which file
   *     stands in the log, and not in its message, which is for callers
   */
  @Override
  public synchronized SigningIdentity get() {
    Instant now = clock.instant();
    if (!now.isBefore(readAt.plus(interval)) || now.isAfter(identity.validUntil())) {
      readAt = now;
      renew(now);
    }
    return identity;
  }

  /** Until nothing can be signed any more; negative after that. */
  public synchronized double secondsLeft() {
    return Duration.between(clock.instant(), identity.validUntil()).toMillis() / 1000.0;
  }

  private void renew(Instant now) {
    try {
      identity = SigningIdentity.read(key, certificates, now);
    } catch (SigningIdentityException e) {
      if (now.isAfter(identity.validUntil())) {
        LOG.errorf("Images cannot be signed: %s", e.getMessage());
        throw new SigningIdentityException(
            "Images cannot be signed until this service's certificates are renewed; its log says more",
            e);
      }
      LOG.warnf("The earlier key signs on until %s: %s", identity.validUntil(), e.getMessage());
    }
  }
}
