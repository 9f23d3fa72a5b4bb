package zoodip.systemtests;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import zoodip.platform.storage.StorageConfig;

/** How a test reaches the object store that its services use. */
record StorageAccess(URI at, String accessKey, String secretKey) implements StorageConfig {
  @Override
  public URL endpoint() {
    try {
      return at.toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String region() {
    return "us-east-1";
  }

  @Override
  public String bucket() {
    return "zoodip";
  }

  @Override
  public Duration timeout() {
    return Duration.ofSeconds(30);
  }

  @Override
  public int attempts() {
    return 4;
  }
}
