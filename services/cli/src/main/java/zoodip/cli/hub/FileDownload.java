package zoodip.cli.hub;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Brings one file of a repository, from where an earlier try stopped if there was one. */
final class FileDownload {
  private static final int WHOLE = 200;
  private static final int REST = 206;
  private static final int NO_SUCH_RANGE = 416;

  private final HubClient client;
  private final HubRepository repository;
  private final HubRetries retries;
  private final DownloadProgress progress;

  FileDownload(
      HubClient client, HubRepository repository, HubRetries retries, DownloadProgress progress) {
    this.client = client;
    this.repository = repository;
    this.retries = retries;
    this.progress = progress;
  }

  /**
   * Does so unless the file is there: it has its name only after its digest was checked.
   *
   * @throws HubException if the content is not what the hub says it is, or does not come
   */
  void fetch(String path, Path target) {
    if (!Files.exists(target)) {
      retries.run(path + " of " + repository, () -> attempt(path, new PartialFile(target)));
    }
  }

  private Path attempt(String path, PartialFile file) throws IOException {
    try (HubResponse response = client.get(repository.file(path), file.rangeHeaders())) {
      check(response, path, file);
      ContentDigest digest =
          response
              .digest()
              .orElseThrow(
                  () ->
                      new HubException(
                          "%s names no digest of %s; it cannot be checked"
                              .formatted(repository.endpoint().getHost(), path)));
      receive(response, path, file);
      if (!file.finish(digest)) {
        throw new HubException(
            "What came of %s is damaged: its digest is not %s; the same command fetches it anew"
                .formatted(path, digest.hex()));
      }
      return Path.of(path);
    }
  }

  private void check(HubResponse response, String path, PartialFile file) throws IOException {
    if (response.status() == NO_SUCH_RANGE) {
      file.discard();
      throw new IOException("what had come is longer than the file");
    }
    if (response.status() == WHOLE || response.status() == REST) {
      return;
    }
    // a store of files refuses addresses that are too old, and the hub gives new ones
    if (HubErrors.isTransient(response.status()) || !response.own()) {
      throw new IOException("the answer is " + response.status());
    }
    throw HubErrors.of(response, repository, path);
  }

  private void receive(HubResponse response, String path, PartialFile file) throws IOException {
    if (response.status() == WHOLE) {
      file.restart(response.version());
    } else if (!response
        .header("Content-Range")
        .orElse("")
        .startsWith("bytes " + file.size() + "-")) {
      file.discard();
      throw new IOException("another part came than was asked for");
    }
    long total = file.size() + response.length().orElse(0);
    try (IdleTimeoutInputStream body =
        new IdleTimeoutInputStream(response.body(), retries.idleTimeout())) {
      file.append(body, bytes -> progress.show(path, bytes, total));
    }
    if (file.size() < total) {
      throw new EOFException("the connection ended early");
    }
  }
}
