package zoodip.cli.models;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Option;
import zoodip.cli.errors.UsageException;
import zoodip.local.data.ClusterFile;
import zoodip.platform.storage.StorageConfig;

/** The object store that models are brought into. */
final class StorageOptions {
  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = "zoodip-data",
      description =
          "The data folder of a running 'zoodip serve', whose object store is meant (default:"
              + " ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      defaultValue = "${env:ZOODIP_STORAGE_ENDPOINT}",
      description = "Another object store (default: $ZOODIP_STORAGE_ENDPOINT).")
  private String endpoint;

  @Option(
      names = "--access-key",
      paramLabel = "KEY",
      defaultValue = "${env:ZOODIP_STORAGE_ACCESS_KEY}",
      description = "(default: $ZOODIP_STORAGE_ACCESS_KEY).")
  private String accessKey;

  @Option(
      names = "--secret-key",
      paramLabel = "KEY",
      defaultValue = "${env:ZOODIP_STORAGE_SECRET_KEY}",
      description = "(default: $ZOODIP_STORAGE_SECRET_KEY).")
  private String secretKey;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      defaultValue = "us-east-1",
      description = "(default: ${DEFAULT-VALUE}).")
  private String region;

  @Option(
      names = "--bucket",
      paramLabel = "NAME",
      defaultValue = "zoodip",
      description = "(default: ${DEFAULT-VALUE}).")
  private String bucket;

  /**
   * Where the store is.
   *
   * @throws UsageException if it is neither named nor in a data folder
   */
  StorageConfig config() {
    if (endpoint != null) {
      if (accessKey == null || secretKey == null) {
        throw new UsageException("--endpoint needs --access-key and --secret-key");
      }
      return new Access(url(endpoint), accessKey, secretKey, region, bucket);
    }
    Map<String, String> settings =
        ClusterFile.read(data)
            .orElseThrow(
                () ->
                    new UsageException(
                        ("No 'zoodip serve' runs on the folder %s; name its folder with --data, or"
                                + " another object store with --endpoint")
                            .formatted(data)));
    return new Access(
        url(settings.get("storage.endpoint")),
        settings.get("storage.access-key"),
        settings.get("storage.secret-key"),
        region,
        bucket);
  }

  private static URL url(String text) {
    try {
      return URI.create(text).toURL();
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw new UsageException(
          "'%s' is no URL of an object store; write http://host:port".formatted(text), e);
    }
  }

  private record Access(
      URL endpoint, String accessKey, String secretKey, String region, String bucket)
      implements StorageConfig {
    @Override
    public Duration timeout() {
      return Duration.ofSeconds(30);
    }

    @Override
    public int attempts() {
      return 4;
    }
  }
}
