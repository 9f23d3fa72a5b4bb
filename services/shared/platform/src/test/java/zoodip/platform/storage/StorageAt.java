package zoodip.platform.storage;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;

/** The settings of a store at some address; everything else as by default. */
public record StorageAt(String address, String accessKey, String secretKey)
    implements StorageConfig {
  @Override
  public URL endpoint() {
    try {
      return URI.create(address).toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(address, e);
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
    return Duration.ofSeconds(10);
  }

  @Override
  public int attempts() {
    return 2;
  }
}
