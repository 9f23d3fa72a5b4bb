package zoodip.platform.storage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.containers.MinIOContainer;
import zoodip.platform.containers.NeedsDocker;

/** The contract against a real MinIO, where there is Docker. */
@NeedsDocker
class MinioStorageTest extends StorageContract {
  private static final String IMAGE = "minio/minio:RELEASE.2025-04-22T22-12-26Z";

  private static MinIOContainer server;
  private static Storage storage;

  @BeforeAll
  static void start() {
    server = new MinIOContainer(IMAGE);
    server.start();
    storage =
        new Storage(new StorageAt(server.getS3URL(), server.getUserName(), server.getPassword()));
    ensureBucketAtOnce(storage);
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @Override
  Storage storage() {
    return storage;
  }
}
