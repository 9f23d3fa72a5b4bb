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

  private final HubRequests requests;
  private final HubRepository repository;
  private final HubRetries hubRetries;
  private final DownloadProgress progress;

  FileDownload(
      HubRequests requests,
      HubRepository repository,
      HubRetries hubRetries,
      DownloadProgress progress) {
    this.requests = requests;
    this.repository = repository;
    this.hubRetries = hubRetries;
    this.progress = progress;
  }

  /**
   * Does so unless the file is there: it has its name only after its digest was checked.
   *
   * @throws HubException if the content is not what the hub says it is, or does not come
   */
  void fetch(String path, Path target) {
    if (!Files.exists(target)) {
      hubRetries.run(path + " of " + repository, () -> attempt(path, new PartialFile(target)));
    }
  }

  private Path attempt(String path, PartialFile file) throws IOException {
    try (HubAnswer answer = requests.get(repository.file(path), file.rangeHeaders())) {
      check(answer, path, file);
      ContentDigest digest =
          answer
              .digest()
              .orElseThrow(
                  () ->
                      new HubException(
                          "%s names no digest of %s; it cannot be checked"
                              .formatted(repository.endpoint().getHost(), path)));
      receive(answer, path, file);
      if (!file.settle(digest)) {
        throw new HubException(
            "What came of %s is damaged: its digest is not %s; the same command fetches it anew"
                .formatted(path, digest.hex()));
      }
      return Path.of(path);
    }
  }

  private void check(HubAnswer answer, String path, PartialFile file) throws IOException {
    if (answer.status() == NO_SUCH_RANGE) {
      file.discard();
      throw new IOException("what had come is longer than the file");
    }
    if (answer.status() == WHOLE || answer.status() == REST) {
      return;
    }
    // a store of files refuses addresses that are too old, and the hub gives new ones
    if (HubRefusal.passing(answer.status()) || !answer.own()) {
      throw new IOException("the answer is " + answer.status());
    }
    throw HubRefusal.of(answer, repository, path);
  }

  private void receive(HubAnswer answer, String path, PartialFile file) throws IOException {
    if (answer.status() == WHOLE) {
      file.restart(answer.version());
    } else if (!answer
        .header("Content-Range")
        .orElse("")
        .startsWith("bytes " + file.size() + "-")) {
      file.discard();
      throw new IOException("another part came than was asked for");
    }
    long total = file.size() + answer.length().orElse(0);
    try (WatchedBody body = new WatchedBody(answer.body(), hubRetries.silence())) {
      file.append(body, bytes -> progress.show(path, bytes, total));
    }
    if (file.size() < total) {
      throw new EOFException("the connection ended early");
    }
  }
}
