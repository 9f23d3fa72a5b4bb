package zoodip.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;

/**
 * An S3 server in this process, on 127.0.0.1, that keeps each object as a file under one folder. A
 * put with If-None-Match or If-Match that does not hold is answered 412.
 */
public final class EmbeddedStorage implements AutoCloseable {
  private static final String ACCESS_KEY = "local-access";
  private static final String SECRET_KEY = "local-secret";

  private final BlobStoreContext blobs;
  private final S3Proxy server;

  private EmbeddedStorage(BlobStoreContext blobs, S3Proxy server) {
    this.blobs = blobs;
    this.server = server;
  }

  /** Starts on a free port. */
  public static EmbeddedStorage start(Path folder) {
    return start(folder, Ports.freePort());
  }

  /**
   * Starts on the given port and returns when clients can connect.
   *
   * @param folder where objects are kept; made if it is missing
   * @throws UncheckedIOException if the folder cannot be made
   * @throws IllegalStateException if the server cannot start, for example because the port is taken
   */
  public static EmbeddedStorage start(Path folder, int port) {
    BlobStoreContext blobs = blobs(folder);
    try {
      S3Proxy server =
          S3Proxy.builder()
              .blobStore(new AtomicConditionalWrites(blobs.getBlobStore()))
              .endpoint(URI.create("http://127.0.0.1:" + port))
              .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
              .build();
      server.start();
      return new EmbeddedStorage(blobs, server);
    } catch (Exception e) {
      blobs.close();
      throw new IllegalStateException("The object store cannot start on port " + port, e);
    }
  }

  /** Where S3's clients connect. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  public String accessKey() {
    return ACCESS_KEY;
  }

  public String secretKey() {
    return SECRET_KEY;
  }

  /** Stops taking requests; the objects stay on disk. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The object store did not stop", e);
    } finally {
      blobs.close();
    }
  }

  private static BlobStoreContext blobs(Path folder) {
    try {
      Files.createDirectories(folder);
      ObjectAttributes.restore(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the object store's folder " + folder, e);
    }
    Properties settings = new Properties();
    settings.setProperty("jclouds.filesystem.basedir", folder.toString());
    return ContextBuilder.newBuilder("filesystem-nio2")
        .credentials(ACCESS_KEY, SECRET_KEY)
        .overrides(settings)
        .build(BlobStoreContext.class);
  }
}
